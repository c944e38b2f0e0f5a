import { nothingKnown, type ParcelRecord, type Verdict } from "./parcel-record";

/** What is told of a parcel at once; `country` is ISO 3166-1 alpha-2. */
type About = { carrier: string | null; country: string | null };

const said = (value: string | null, at: Date) => (value === null ? null : { value, at });
/** Says something without saying when: anything dated outweighs it. */
const undated = new Date(0);

function about({ carrier, country }: About, at: Date): ParcelRecord {
  return { ...nothingKnown, carrier: said(carrier, at), country: said(country, at) };
}

/** What its leaving tells of a parcel. */
export function newsOfSent(fact: About & { sentAt: string }): ParcelRecord {
  const at = new Date(fact.sentAt);
  return { ...about(fact, at), sentAt: at };
}

/** What its arrival tells of a parcel. */
export function newsOfDelivered(
  fact: About & { deliveredAt: string; how: "event" | "buyer"; verdict: Verdict },
): ParcelRecord {
  const at = new Date(fact.deliveredAt);
  return { ...about(fact, at), delivered: { at, how: fact.how, verdict: fact.verdict } };
}

/** What the passing of its promised day tells of a parcel. */
export function newsOfLate(fact: About): ParcelRecord {
  return { ...about(fact, undated), overdue: true };
}
