import { type Item, items } from "./item-bank";

/** Statements a buyer is asked. */
export const formLength = 5;
const anchor = "R1";

/**
 * The other 21 statements on a circle, neighbours from different dimensions. Form k takes the places k + offset, so that
 * over the 21 forms every statement stands in four of them; with these offsets each form touches four or five
 * dimensions.
 */
const circle = [
  ["T1", "R2", "S1", "A1", "E1"],
  ["T2", "R3", "S2", "A2", "E2"],
  ["T3", "R4", "S3", "A3", "E3"],
  ["T4", "R5", "S4", "A4", "E4"],
  ["E5"],
].flat();
const offsets = [0, 4, 8, 12];

/** Number of different forms. */
export const formCount = circle.length;

/** The statements of form k, 0 to `formCount` - 1, the anchor first. */
export function formOf(k: number): Item[] {
  const ids = [anchor, ...offsets.map((offset) => circle[(k + offset) % circle.length])];
  return ids.flatMap((id) => items.filter((item) => item.id === id));
}

/**
 * The five statements of an order: always the promised date (R1), which ties all forms together, and four of the
 * others, so that each of those is asked of 4 in 21 buyers (planned missing data: Gonzalez and Eltinge 2007). A pure
 * function of order and version: the same statements before and after, in an order of their own.
 */
export function formFor(orderId: string, version: string): Item[] {
  const form = formOf(digest(`${version}/${orderId}`) % formCount);
  const place = (item: Item) => digest(`${version}/${orderId}/${item.id}`);
  return form.sort((a, b) => place(a) - place(b));
}

/** 32-bit FNV-1a with MurmurHash3's finalizer: order ids come in a row, and their last digits must spread evenly. */
function digest(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
