import { type Dimension, dimensions } from "./item-bank";

/** How an address says that a carrier belongs to no provider that is known. */
const unknownProvider = "unknown";

/** A market and provider a page is asked for; null stands for all of them, an empty provider for none that is known. */
export type CellAddress = { market: string | null; providerId: string | null; dimension: Dimension };

/** The dimension an address names; null for anything else. */
export function readDimension(text: string | null): Dimension | null {
  return dimensions.find((one) => one === text) ?? null;
}

export function readProvider(text: string | null): string | null {
  if (text === null || text === "") return null;
  return text === unknownProvider ? "" : text;
}

export function writeProvider(providerId: string): string {
  return providerId === "" ? unknownProvider : providerId;
}

/** Where what lies behind a number stands. `provider` as `writeProvider` gives it. */
export function cellPath(cell: {
  market: string | null;
  provider: string | null;
  dimension: Dimension;
}): string {
  const query = new URLSearchParams({ dimension: cell.dimension });
  if (cell.market !== null) query.set("market", cell.market);
  if (cell.provider !== null) query.set("provider", cell.provider);
  return `/app/quality/cell?${query}`;
}

/** A place in a list, written into an address and read from it. */
export type ListPlace = { flag: boolean; at: Date; id: string };

export function writePlace({ flag, at, id }: ListPlace): string {
  return `${flag ? 1 : 0}_${at.getTime()}_${id}`;
}

/** Null for anything that is no place: the list then begins at its beginning. */
export function readPlace(text: string | null): ListPlace | null {
  const found = /^([01])_(\d{1,15})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(text ?? "");
  if (!found?.[2] || !found[3]) return null;
  const at = new Date(Number(found[2]));
  return Number.isNaN(at.getTime()) ? null : { flag: found[1] === "1", at, id: found[3] };
}
