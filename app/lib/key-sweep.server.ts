import { type NamedKey, reseal, sealedWith, UnreadableSeal } from "./sealed.server";

/** A sealed value, where it stands, and the way to put another in its place if it is still the one that was read. */
export type SealedValue = {
  place: string;
  value: Uint8Array;
  replace(value: Uint8Array<ArrayBuffer>): Promise<boolean>;
};

/** What a sweep found: values sealed anew, values no key opens, and how many stood under each key when read. */
export type SweepTally = { resealed: number; unreadable: number; under: Record<string, number> };

export const emptyTally = (): SweepTally => ({ resealed: 0, unreadable: 0, under: {} });

/** Counts what another tally holds, too. */
export function addTally(tally: SweepTally, other: SweepTally): void {
  tally.resealed += other.resealed;
  tally.unreadable += other.unreadable;
  for (const [name, values] of Object.entries(other.under))
    tally.under[name] = (tally.under[name] ?? 0) + values;
}

/** Seals the value anew when it is under another than the first of the keys. What cannot be opened is left as it is. */
export async function sweepValue(
  keys: readonly NamedKey[],
  tally: SweepTally,
  { place, value, replace }: SealedValue,
): Promise<void> {
  try {
    const name = sealedWith(value);
    tally.under[name] = (tally.under[name] ?? 0) + 1;
    const again = reseal(keys, place, value);
    if (again && (await replace(again))) tally.resealed += 1;
  } catch (error) {
    if (!(error instanceof UnreadableSeal)) throw error;
    tally.unreadable += 1;
  }
}
