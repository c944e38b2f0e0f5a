import { z } from "zod";
import { checkPublished, type PublishedTable } from "../statistics/published-table";
import { sum } from "../statistics/summary";
import { StudyRefused, type StudyWarning } from "./warning";

/** What was asked. `weights` in the order of the dimensions and of sum 1; `outcome` is the item with the overall judgement. */
export type Instrument = {
  scale: { min: number; max: number };
  dimensions: { id: string; name: string }[];
  items: { id: string; dimension: string }[];
  weights: number[] | null;
  outcome: string | null;
  published: PublishedTable | null;
};

// Numbers are taken as names too: "id": 7 and a cell 7 mean the same item.
const id = z
  .union([z.string(), z.number()])
  .transform((value) => String(value).trim())
  .pipe(z.string().min(1));
const figure = z.number().optional();
const line = { id, meanE: figure, meanP: figure, gap: figure, n: figure, sumE: figure, sumP: figure };

const shape = z.object({
  scale: z
    .object({ min: z.number(), max: z.number() })
    .refine(({ min, max }) => min < max, "min must be below max"),
  dimensions: z.array(z.object({ id, name: z.string().optional() })).min(1),
  items: z.array(z.object({ id, dimension: id })).min(1),
  weights: z.record(z.string(), z.number().nonnegative()).optional(),
  outcome: id.optional(),
  published: z
    .object({
      items: z.array(z.object(line)).optional(),
      dimensions: z.array(z.object(line)).optional(),
      overall: z.object({ meanE: figure, meanP: figure, gap: figure }).optional(),
    })
    .optional(),
});

/** Reads an instrument. Throws StudyRefused with the first thing that is wrong; what is only odd comes as warnings. */
export function readInstrument(text: string): { instrument: Instrument; warnings: StudyWarning[] } {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    throw new StudyRefused("The instrument is not JSON.");
  }
  const read = shape.safeParse(json);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw refusal(`${issue?.path.join(".") || "as such"}: ${issue?.message}`);
  }
  const { scale, items, outcome = null } = read.data;
  const dimensions = read.data.dimensions.map((one) => ({ id: one.id, name: one.name ?? one.id }));
  const dimensionIds = noneTwice("dimensions", dimensions);
  const itemIds = noneTwice("items", items);
  for (const item of items)
    if (!dimensionIds.has(item.dimension))
      throw refusal(`item ${item.id} belongs to dimension ${item.dimension}, which is not listed`);
  for (const dimension of dimensionIds)
    if (!items.some((item) => item.dimension === dimension))
      throw refusal(`dimension ${dimension} has no item`);
  if (outcome !== null && itemIds.has(outcome))
    throw refusal(`outcome ${outcome} is also an item of a dimension`);
  const warnings = unknownFields(json);
  const weights = readWeights(read.data.weights, [...dimensionIds], warnings);
  const published = readPublished(read.data.published, items, dimensionIds);
  if (published) warnings.push(...inconsistencies(published));
  return { instrument: { scale, dimensions, items, weights, outcome, published }, warnings };
}

const refusal = (why: string) => new StudyRefused(`The instrument cannot be used: ${why}.`);

function noneTwice(kind: string, named: readonly { id: string }[]): Set<string> {
  const ids = new Set<string>();
  for (const { id: name } of named) {
    if (ids.has(name)) throw refusal(`${kind} name ${name} twice`);
    ids.add(name);
  }
  return ids;
}

function unknownFields(json: unknown): StudyWarning[] {
  const known = Object.keys(shape.shape);
  return Object.keys(json as object)
    .filter((name) => !known.includes(name))
    .map((name) => ({
      code: "unknown_field",
      message: `The instrument's field ${name} means nothing here and is passed over.`,
    }));
}

function readWeights(
  given: Record<string, number> | undefined,
  dimensions: readonly string[],
  warnings: StudyWarning[],
): number[] | null {
  if (given === undefined) return null;
  const byName = new Map(Object.entries(given));
  for (const name of byName.keys())
    if (!dimensions.includes(name)) throw refusal(`weights name ${name}, which is no dimension`);
  const points = dimensions.map((name) => {
    const weight = byName.get(name);
    if (weight === undefined) throw refusal(`weights leave out dimension ${name}`);
    return weight;
  });
  const whole = sum(points);
  if (!(whole > 0)) throw refusal("weights are all zero");
  if (Math.abs(whole - 100) > 1e-9)
    warnings.push({
      code: "weights_normalised",
      message: `The weights come to ${whole}, not 100, and are used in proportion.`,
    });
  return points.map((weight) => weight / whole);
}

function readPublished(
  given: z.infer<typeof shape>["published"],
  items: readonly { id: string; dimension: string }[],
  dimensions: ReadonlySet<string>,
): PublishedTable | null {
  if (given === undefined) return null;
  const { items: lines, dimensions: means, overall } = given;
  for (const row of lines ?? [])
    if (!items.some((item) => item.id === row.id))
      throw refusal(`published names item ${row.id}, which is not listed`);
  for (const row of means ?? [])
    if (!dimensions.has(row.id)) throw refusal(`published names dimension ${row.id}, which is not listed`);
  // Whatever was not published stands there without figures, so that a mean of a part is not taken for one of the whole.
  return {
    items: lines && items.map((item) => ({ ...lines.find((row) => row.id === item.id), ...item })),
    dimensions: means && [...dimensions].map((name) => means.find((row) => row.id === name) ?? { id: name }),
    overall,
  };
}

const explained = {
  gap: "is not perception minus expectation",
  mean_of_sum: "is not its own sum divided by its own n",
  mean_of_items: "is not the mean of the dimension's items",
  overall_of_items: "is the mean of all items, not of the dimensions",
  overall_of_neither: "is neither the mean of the dimensions nor of the items",
} as const;

function inconsistencies(published: PublishedTable): StudyWarning[] {
  return checkPublished(published).map(({ code, id: where, figure: what, printed, follows }) => ({
    code: "published_inconsistent",
    message: `Published ${what} of ${where}, ${printed}, ${explained[code]} (${follows.toFixed(4)}).`,
  }));
}
