import { gapPriority, importancePerformance, type Quadrant } from "../statistics/importance-performance";
import { grouped } from "../statistics/summary";
import { type DimensionBasis, type DimensionFigure, dimensionFigure } from "./dimension-figures";
import type { Instrument } from "./instrument";
import { type ItemFigure, itemFigures } from "./item-figures";
import { derivedFigure, type OverallFigure, overallFigure } from "./overall-figures";
import { type GroupFigure, groupFigures, type ProviderFigure, providerFigures } from "./provider-figures";
import type { Responses } from "./responses";
import type { StudyWarning } from "./warning";

/** Raised when a figure changes its meaning; a field more does not raise it. */
const version = "servqual/1";
const level = 0.95;

/** A whole study. Points of the scale unless a field says otherwise; every field stands in docs/servqual.md. */
export type StudyReport = {
  version: string;
  confidence: number;
  scale: Instrument["scale"];
  n: number;
  rows: Responses["rows"];
  dimensions: DimensionFigure[];
  items: ItemFigure[];
  overall: OverallFigure;
  importancePerformance: PriorityFigure | null;
  derivedImportance: ReturnType<typeof derivedFigure>;
  providers: ProviderFigure[];
  groups: GroupFigure[];
  warnings: StudyWarning[];
};

type PriorityFigure = {
  importanceLine: number;
  performanceLine: number;
  dimensions: {
    id: string;
    importance: number;
    performance: number;
    quadrant: Quadrant;
    sure: boolean;
    priority: number | null;
  }[];
};

/** Answers per item below which an item's own mean is too uncertain for the error of the mean over items. */
const enoughPerItem = 10;

export function reportStudy(
  instrument: Instrument,
  responses: Responses,
  earlier: readonly StudyWarning[],
): StudyReport {
  const { answers } = responses;
  const answersTo = grouped(answers, (answer) => answer.item);
  const found = instrument.dimensions.map((dimension) => {
    const ids = instrument.items.filter((item) => item.dimension === dimension.id).map((item) => item.id);
    return dimensionFigure(
      dimension,
      ids,
      ids.flatMap((id) => answersTo.get(id) ?? []),
      level,
    );
  });
  const bases = found.map(({ basis }) => basis);
  const dimensions = found.map(({ figure }) => figure);
  const items = itemFigures(instrument.items, answersTo, level);
  const overall = overallFigure(bases, instrument, responses, level);
  return {
    ...{ version, confidence: level, scale: instrument.scale },
    n: new Set([...answers.map((answer) => answer.respondent), ...responses.outcomes.keys()]).size,
    rows: responses.rows,
    ...{ dimensions, items, overall: overall.figure },
    importancePerformance: priorities(dimensions, overall.weights),
    derivedImportance: derivedFigure(bases, responses),
    providers: providerFigures(answers, bases, instrument.scale, level),
    groups: groupFigures(answers, bases, level),
    warnings: [
      ...earlier,
      ...responses.warnings,
      ...(answers.length === 0 ? [] : gapsInAnswers(bases, dimensions)),
      ...overall.warnings,
      ...contradictions(instrument, dimensions, items, overall.figure),
    ],
  };
}

/** The dimensions by weight and perception; needs weights and a perception for every one of them. */
function priorities(
  figures: readonly DimensionFigure[],
  weights: readonly number[] | null,
): PriorityFigure | null {
  const aspects = figures.flatMap(({ id, servperf }, at) =>
    servperf.mean === null
      ? []
      : [{ id, importance: 100 * (weights?.[at] ?? 0), performance: servperf.mean, interval: servperf.ci95 }],
  );
  if (weights === null || aspects.length < figures.length) return null;
  const { importanceLine, performanceLine, aspects: placed } = importancePerformance(aspects);
  return {
    ...{ importanceLine, performanceLine },
    dimensions: placed.map(({ interval: _, ...one }, at) => {
      const gap = figures[at]?.gap ?? null;
      return { ...one, priority: gap === null ? null : gapPriority(weights[at] ?? 0, gap) };
    }),
  };
}

function gapsInAnswers(
  bases: readonly DimensionBasis[],
  figures: readonly DimensionFigure[],
): StudyWarning[] {
  return bases.flatMap(({ id: dimension, items, pairs }, at) => {
    const warnings: StudyWarning[] = [];
    if (pairs === null)
      return [
        {
          code: "dimension_without_pairs",
          dimension,
          message: `Nobody gave both answers to an item of ${dimension}: it has no gap, and the scores over all dimensions are left out.`,
        },
      ];
    for (const item of items.filter((one) => !pairs.itemCounts.has(one)))
      warnings.push({
        code: "item_without_pairs",
        ...{ item, dimension },
        message: `Nobody gave both answers to item ${item}: ${dimension} is the mean of its other items.`,
      });
    const fewest = Math.min(...pairs.itemCounts.values());
    if (!pairs.complete && fewest < enoughPerItem)
      warnings.push({
        code: "few_answers_per_item",
        ...{ dimension, count: fewest },
        message: `An item of ${dimension} has ${fewest} pairs: its standard error may be too small.`,
      });
    const partly = figures[at]?.partlyPaired;
    if (partly?.differs)
      warnings.push({
        code: "paired_differs",
        dimension,
        message: `In ${dimension} the gap over all answers, ${partly.gap.toFixed(3)}, lies more than two standard errors from that of complete pairs, ${partly.pairedGap?.toFixed(3)}: who answered only once may differ.`,
      });
    return warnings;
  });
}

/** What was published of this study and does not follow from its answers. */
function contradictions(
  { published }: Instrument,
  dimensions: readonly DimensionFigure[],
  items: readonly ItemFigure[],
  overall: OverallFigure,
): StudyWarning[] {
  if (published === null) return [];
  const names = ["meanE", "meanP", "gap"] as const;
  const compared = [
    ...(published.items ?? []).map((row) => ({ row, found: items.find((one) => one.id === row.id) })),
    ...(published.dimensions ?? []).map((row) => ({
      row,
      found: dimensions.find((one) => one.id === row.id),
    })),
    ...(published.overall === undefined
      ? []
      : [
          {
            row: { id: "overall", ...published.overall },
            found: { meanE: null, meanP: overall.servperf, gap: overall.unweighted },
          },
        ]),
  ];
  return compared.flatMap(({ row, found }) =>
    names.flatMap((name): StudyWarning[] => {
      const [printed, own] = [row[name], found?.[name] ?? null];
      if (printed === undefined || own === null) return [];
      const digits = Math.max(2, String(printed).split(".")[1]?.length ?? 0);
      if (Math.abs(printed - own) <= 0.5 * 10 ** -digits + 1e-9) return [];
      const message = `Published ${name} of ${row.id}, ${printed}, is ${own.toFixed(digits + 2)} in these answers.`;
      return [{ code: "published_differs", message }];
    }),
  );
}
