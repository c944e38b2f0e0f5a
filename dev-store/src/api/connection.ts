import { GraphQLError } from "graphql";

/** The arguments every connection takes. */
export type PageArgs = {
  first?: number | null;
  last?: number | null;
  after?: string | null;
  before?: string | null;
  reverse?: boolean | null;
};

/** A list row with the place it takes in the order asked for. */
export type Placed<T> = { cursor: string; load: () => T };

const largestPage = 250;

/** Cuts a page out of a sorted list as the platform does. */
export function connection<T>(rows: Placed<T>[], args: PageArgs) {
  return cut(rows, args, position);
}

/** Where a row stands in a list whose entries may move or go while it is paged through: by a value, then by id. */
type Keyed<T> = { place: { id: number; value: string }; load: () => T };

/** As `connection`; a cursor names a place in the order, so that it stays good when its row has moved or gone. */
export function keyedConnection<T>(rows: Keyed<T>[], args: PageArgs) {
  const listed = rows.map(({ place, load }) => ({
    cursor: cursorOf({ last_id: place.id, last_value: place.value }),
    load,
  }));
  const before = (one: Keyed<T>["place"], other: Keyed<T>["place"]) =>
    one.value < other.value || (one.value === other.value && one.id < other.id);
  return cut(listed, args, (ordered, cursor) => {
    const at = placeOf(cursor);
    const places = (args.reverse ? [...rows].reverse() : rows).map(({ place }) => place);
    const passed = places.filter((place) => (args.reverse ? !before(place, at) : !before(at, place)));
    // Just before the first row beyond the cursor, wherever the cursor's own row is now.
    return Math.min(passed.length, ordered.length) - 1;
  });
}

function placeOf(cursor: string): { id: number; value: string } {
  try {
    const { last_id: id, last_value: value } = JSON.parse(Buffer.from(cursor, "base64").toString());
    if (typeof id === "number" && typeof value === "string") return { id, value };
  } catch {
    // Answered as any other cursor that is none.
  }
  throw invalidCursor();
}

function cut<T>(rows: Placed<T>[], args: PageArgs, find: (rows: Placed<T>[], cursor: string) => number) {
  if (args.first == null && args.last == null)
    throw new GraphQLError("you must provide one of first or last", { extensions: { code: "BAD_REQUEST" } });
  const size = args.first ?? args.last ?? 0;
  if (size < 0 || size > largestPage)
    throw new GraphQLError(`first and last must be between 0 and ${largestPage}`, {
      extensions: { code: "BAD_REQUEST" },
    });
  const ordered = args.reverse ? [...rows].reverse() : rows;
  const start = args.after ? find(ordered, args.after) + 1 : 0;
  const end = args.before ? find(ordered, args.before) : ordered.length;
  const window = ordered.slice(start, end);
  const page = (
    args.first == null ? window.slice(Math.max(0, window.length - size)) : window.slice(0, size)
  ).map(({ cursor, load }) => ({ cursor, node: load() }));
  const cutAfter = args.first != null && window.length > size;
  const cutBefore = args.first == null && window.length > size;
  return {
    nodes: page.map((edge) => edge.node),
    edges: page,
    pageInfo: {
      hasNextPage: cutAfter || end < ordered.length,
      hasPreviousPage: cutBefore || start > 0,
      startCursor: page[0]?.cursor ?? null,
      endCursor: page.at(-1)?.cursor ?? null,
    },
  };
}

/** Places a plain list whose entries never change their order. */
export function placed<T>(items: { key: number | string; load: () => T }[]): Placed<T>[] {
  return items.map(({ key, load }) => ({ cursor: cursorOf({ last_id: key }), load }));
}

export function cursorOf(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64");
}

function position(rows: Placed<unknown>[], cursor: string): number {
  const index = rows.findIndex((row) => row.cursor === cursor);
  if (index < 0) throw invalidCursor();
  return index;
}

function invalidCursor(): GraphQLError {
  return new GraphQLError("Invalid cursor for current pagination sort.", {
    extensions: { code: "BAD_REQUEST" },
  });
}
