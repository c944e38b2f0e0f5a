import { expect } from "vitest";
import type { FilledShop } from "../support/filled-shop";
import { idToken } from "../support/shops";
import { type Ask, ask, type Handler, handlersOf } from "./ask";
import { type PageWay, pageWays } from "./route-list";
import { type Takes, threats } from "./threats";

/** Names no route reads today, which a later one might: they are filled as well. */
const tempting = {
  query: [
    "shop",
    "shopId",
    "id",
    "after",
    "before",
    "cursor",
    "sort",
    "filter",
    "subject",
    "orderId",
    "return_to",
  ],
  form: ["shop", "shopId", "id", "orderId", "requestId"],
  headers: ["x-shopify-shop-domain", "x-shop", "x-forwarded-host", "cookie"],
};

/** An id of the same shape that belongs to nobody; with `near` it also sorts where the id does. */
export function lookalike(id: string, { near = false } = {}): string {
  const kept = near ? id.slice(0, Math.floor(id.length / 3) + 1) : "";
  const [name = "", ...domain] = id.slice(kept.length).split(/(?=\.myshopify\.com)/);
  const pick = (letters: string) => letters[Math.floor(Math.random() * letters.length)] ?? "";
  const other = name
    .replace(/[1-9]/g, () => pick("123456789"))
    .replace(/[a-f]/g, () => pick("abcdef"))
    .replace(/[g-z]/g, () => pick("ghijklmnopqrstuvwxyz"));
  return kept + other + domain.join("");
}

type Fill = { name: string; fill: (id: string) => Ask; someIds?: true };

/** What an id looks like: a number, a UUID, a shop's domain … */
const shapeOf = (id: string) => id.replace(/\d/g, "0").replace(/[a-z]/g, "a").replace(/[a0]+/g, "0");

/** One id of each shape, where more would only take time. */
const oneOfEachShape = (ids: string[]) => [...new Map(ids.map((id) => [shapeOf(id), id])).values()];

/** Every way to put an id into a request of this handler: field by field where it reads one, else all at once. */
function fillsOf({ texts = [], ...takes }: Takes): Fill[] {
  const own = (["path", "query", "form"] as const).flatMap((place) =>
    Object.keys(takes[place] ?? {}).flatMap((field): Fill[] => {
      if (texts.includes(field)) return [];
      return [
        {
          name: `${place} ${field}`,
          fill: (id) => ({ ...takes, [place]: { ...takes[place], [field]: id } }),
        },
      ];
    }),
  );
  const all = (names: string[], id: string) => Object.fromEntries(names.map((name) => [name, id]));
  return [
    ...own,
    {
      name: "everything else",
      fill: (id) => ({
        ...takes,
        query: { ...all(tempting.query, id), ...takes.query },
        headers: all(tempting.headers, id),
      }),
      someIds: true,
    },
    // A strict form refuses fields it does not know, so they are tried apart from the rest.
    ...(takes.form
      ? [
          {
            name: "the form",
            fill: (id: string): Ask => ({ ...takes, form: { ...all(tempting.form, id), ...takes.form } }),
            someIds: true as const,
          },
        ]
      : []),
  ];
}

/** Times of the answer itself, and what was sent and may come back, are no part of the comparison. */
function comparable(answer: Awaited<ReturnType<typeof ask>>, sent: string): string {
  const text = `${answer.status}\n${answer.headers}\n${answer.body}`
    .replace(/"(generatedAt|now|lastSeenAt)":"[^"]*"/g, "")
    .replaceAll(sent, "<sent>")
    .replaceAll(encodeURIComponent(sent), "<sent>");
  return text;
}

export type Trespass = { caller: FilledShop; subject?: string; ids: string[]; canaries: string[] };

/** Every handler of every page that needs a token. */
export const guardedHandlers: { name: string; way: PageWay; handler: Handler }[] = pageWays
  .filter((way) => threats[way.id]?.who === "staff")
  .flatMap((way) => handlersOf(way).map((handler) => ({ name: `${handler} of ${way.id}`, way, handler })));

/**
 * Asks one handler as `caller` with each foreign id in each place, and with a random id of each shape. The answers must
 * be the same, and show nothing of the canaries. Answers how many were compared.
 */
export async function trespass(way: PageWay, handler: Handler, by: Trespass): Promise<number> {
  const { permission: _, ...takes } = threats[way.id]?.handlers[handler] ?? {};
  const send = async (fill: Fill, id: string) => {
    const token = idToken(by.caller.shop, { subject: by.subject ?? by.caller.owner });
    return comparable(await ask(way, handler, { ...fill.fill(id), token }), id);
  };
  let pairs = 0;
  for (const fill of fillsOf(takes)) {
    // The first time changes what an action changes; from then on the answer depends on the id alone.
    if (handler === "action") await send(fill, lookalike(by.ids[0] ?? ""));
    const unknownOfShape = new Map<string, string>();
    for (const id of fill.someIds ? oneOfEachShape(by.ids) : by.ids) {
      const shape = `${shapeOf(id)} of ${id.length}`;
      const unknown = unknownOfShape.get(shape) ?? (await send(fill, lookalike(id)));
      unknownOfShape.set(shape, unknown);
      const foreign = await send(fill, id);
      const where = `${fill.name} = ${id}`;
      expect(foreign.startsWith("500"), `${where}: ${foreign.slice(0, 300)}`).toBe(false);
      expect(
        by.canaries.filter((canary) => foreign.includes(canary)),
        where,
      ).toEqual([]);
      // What a list shows after an id depends on where that sorts, whoever it belongs to.
      const alike = foreign === unknown ? unknown : await send(fill, lookalike(id, { near: true }));
      expect(foreign, where).toBe(alike);
      pairs += 1;
    }
  }
  return pairs;
}
