import type { Country, ProviderKey } from "./cast.ts";
import { germanMessages } from "./turns.ts";

/**
 * What the invented shop's providers are really like. The generator draws from it, and one test holds the app's intervals
 * against it; nothing else may read it, because the app has to find it out from parcels and answers.
 */

export type Dimension = "tangibles" | "reliability" | "responsiveness" | "assurance" | "empathy";
type Means = Record<Dimension, number>;

/** One provider in one country for some time. */
export type Lane = {
  provider: ProviderKey;
  country: Country;
  /** Of the country's orders, relative to the others'. */
  weight: number;
  /** Probability that a parcel arrives no later than promised. */
  onTime: number;
  /** Mean of felt answers, 1 to 7, where the parcel came in time. */
  felt: Means;
  /** By how much lower they are where it came late. */
  lateCosts: Means;
  /** Days before the first start between which this holds; open where left out. */
  fromDay?: number;
  untilDay?: number;
};

const means = (
  tangibles: number,
  reliability: number,
  responsiveness: number,
  assurance: number,
  empathy: number,
): Means => ({ tangibles, reliability, responsiveness, assurance, empathy });

/** Share of the shop's orders per country. */
export const demand: readonly { country: Country; weight: number }[] = [
  { country: "DE", weight: 45 },
  { country: "BR", weight: 30 },
  { country: "AE", weight: 10 },
  { country: "SA", weight: 15 },
];

/** Mean of expected answers, 1 to 7: what buyers of a country look forward to. */
export const expected: Record<Country, Means> = {
  DE: means(5.6, 6.2, 5.5, 5.8, 5.2),
  BR: means(5.5, 6.1, 5.7, 5.6, 5.5),
  AE: means(5.7, 6, 5.6, 5.7, 5.6),
  SA: means(5.7, 6, 5.6, 5.7, 5.7),
};

const usualCosts = means(0.1, 1.6, 0.7, 0.5, 0.3);

/** Five weeks before the first start customs began to hold the consolidator's parcels in Brazil. */
export const brazilBroke = 35;

export const lanes: readonly Lane[] = [
  {
    ...{ provider: "kestrel", country: "DE", weight: 50, onTime: 0.95 },
    ...{ felt: means(5.9, 6.3, 6, 6, 5.4), lateCosts: usualCosts },
  },
  {
    ...{ provider: "kestrel", country: "BR", weight: 30, onTime: 0.9 },
    ...{ felt: means(5.8, 5.8, 5.6, 5.8, 5.4), lateCosts: usualCosts },
  },
  {
    ...{ provider: "kestrel", country: "AE", weight: 52, onTime: 0.95 },
    ...{ felt: means(6, 6.2, 5.9, 6, 5.8), lateCosts: usualCosts },
  },
  {
    ...{ provider: "kestrel", country: "SA", weight: 48, onTime: 0.93 },
    ...{ felt: means(6, 6.1, 5.8, 5.9, 5.7), lateCosts: usualCosts },
  },
  {
    ...{ provider: "lotus", country: "DE", weight: 30, onTime: 0.88 },
    ...{ felt: means(5.3, 5.8, 5.5, 5.5, 5), lateCosts: usualCosts },
  },
  {
    ...{ provider: "lotus", country: "BR", weight: 70, onTime: 0.86, untilDay: brazilBroke },
    ...{ felt: means(5.3, 5.2, 5.4, 5.4, 5.1), lateCosts: usualCosts },
  },
  {
    ...{ provider: "lotus", country: "BR", weight: 70, onTime: 0.38, fromDay: brazilBroke },
    ...{ felt: means(5, 2.7, 4.4, 4.5, 4.6), lateCosts: means(0.2, 0.9, 1, 0.9, 0.5) },
  },
  {
    ...{ provider: "dune", country: "AE", weight: 48, onTime: 0.84 },
    ...{ felt: means(5.4, 5.6, 4.9, 5.2, 5.3), lateCosts: usualCosts },
  },
  {
    ...{ provider: "dune", country: "SA", weight: 52, onTime: 0.8 },
    ...{ felt: means(5.4, 5.5, 4.8, 5.1, 5.2), lateCosts: usualCosts },
  },
  {
    ...{ provider: "harbour", country: "DE", weight: 9, onTime: 0.91, untilDay: -6 },
    ...{ felt: means(5.6, 6, 5.8, 5.8, 5.2), lateCosts: usualCosts },
  },
  {
    ...{ provider: "crane", country: "DE", weight: 11, onTime: 0.72, untilDay: 8 },
    ...{ felt: means(4.7, 5.2, 5, 4.8, 4.7), lateCosts: usualCosts },
  },
];

/** The lanes of a country that are in use `daysBefore` the first start (negative: after it). */
export function lanesOf(country: Country, daysBefore: number): Lane[] {
  return lanes.filter(
    (lane) =>
      lane.country === country &&
      daysBefore <= (lane.fromDay ?? Number.POSITIVE_INFINITY) &&
      daysBefore > (lane.untilDay ?? Number.NEGATIVE_INFINITY),
  );
}

/** What German buyers missed in responsiveness before they were written to in German. */
const missedGerman = 1;

/** Mean of felt answers of an order placed `daysBefore` the first start that came in time. */
export function feltInTime({ country, felt }: Lane, dimension: Dimension, daysBefore: number): number {
  const missed = country === "DE" && dimension === "responsiveness" && daysBefore > germanMessages;
  return felt[dimension] - (missed ? missedGerman : 0);
}

/** The mean gap, felt minus expected, over everybody a lane serves with orders placed then. */
export function meanGap(lane: Lane, dimension: Dimension, daysBefore: number): number {
  const late = (1 - lane.onTime) * lane.lateCosts[dimension];
  return feltInTime(lane, dimension, daysBefore) - late - expected[lane.country][dimension];
}

/** Share of buyers who answer at purchase, and of those who also answer after delivery. */
export const answering = { expectation: 0.3, perception: 0.32 } as const;
/** Share of buyers without tracking who say whether it arrived once they are asked. */
export const saysArrived = 0.85;
