/** What a provider must prove before any decision for it: no score makes up for a failed gate. */
export const gateNames = ["licence", "insurance"] as const;
export type GateName = (typeof gateNames)[number];

/** By which rules a provider is judged. A decision keeps the version it was made under. */
export type Rubric = {
  version: number;
  /** A rating counted from fewer decided parcels is provisional. */
  provisionalUnder: number;
  /** How many days from today an unvetted carrier may still be offered, at most. */
  longestUnvettedDays: number;
};

export const rubric: Rubric = { version: 1, provisionalUnder: 30, longestUnvettedDays: 60 };
