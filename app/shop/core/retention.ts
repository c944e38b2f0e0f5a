/** Days for which what nobody needs any more is kept: docs/listing/privacy-policy.md says the same. */
const keepDays = {
  /** The platform's deliveries once they are applied or ignored; their payload goes at once. */
  settledDeliveries: 30,
  /** A promise is frozen with its order; a month leaves time for a buyer's question about it. */
  quotes: 30,
  /** Files of data requests: the law gives a month to hand them over. */
  dataRequestFiles: 60,
  /** A year of who read what, and time to look into it. */
  accessLog: 400,
  /** Longer than any carrier takes claims, and than a parcel is under way. */
  parcelEvents: 400,
  /** Two years can be compared with those before them. */
  surveyAnswers: 3 * 365,
} as const;

/** What is older may go. */
export function keptSince(what: keyof typeof keepDays, now: Date): Date {
  return new Date(now.getTime() - keepDays[what] * 86_400_000);
}
