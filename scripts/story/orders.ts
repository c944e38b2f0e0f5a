import { promiseDates } from "../../app/shipping/core/promise-dates";
import { type CastService, type Country, type ProviderKey, providerOf, warehouse } from "./cast.ts";
import { between, pick, type Random, randomFrom, weighed, whole } from "./random.ts";
import { answering, demand, lanesOf } from "./truth.ts";

const dayMs = 86_400_000;
const hourMs = 3_600_000;
/** Days before the first start at which the story begins. */
export const storyDays = 90;

/** Seed and first start fix the whole story, however late it is asked for. */
export type StoryBeginning = { seed: string; firstStart: Date };

/** An order with what will become of it, as if it were known. */
export type PlannedOrder = {
  /** Unique in the story. */
  name: string;
  at: Date;
  /** Days before the first start, negative after it. */
  daysBefore: number;
  country: Country;
  provider: ProviderKey;
  productIndex: number;
  quantity: number;
  shipping: { title: string; code: string; source: string; price: string };
  /** Last promised day, YYYY-MM-DD at the destination. */
  promisedBy: string;
  handedOver: Date;
  delivered: Date;
  late: boolean;
  answers: "none" | "expectation" | "both";
};

/** The days of the story that have begun by `until`, from 0. */
export function daysUntil({ firstStart }: StoryBeginning, until: Date): number {
  return Math.floor((until.getTime() - firstStart.getTime()) / dayMs) + storyDays + 1;
}

/** One day's orders, first placed first. Each day draws its own numbers, so that a later day changes none before it. */
export function ordersOfDay(story: StoryBeginning, day: number): PlannedOrder[] {
  const random = randomFrom(`${story.seed} day ${day}`);
  const begins = story.firstStart.getTime() + (day - storyDays) * dayMs;
  const count = whole(random, 37, 43);
  const moments = Array.from({ length: count }, () => begins + random() * dayMs);
  moments.sort((a, b) => a - b);
  return moments.map((at, index) => {
    const name = `${String(day).padStart(3, "0")}-${String(index).padStart(2, "0")}`;
    return planOrder(randomFrom(`${story.seed} order ${name}`), {
      name,
      at: new Date(Math.floor(at / 1_000) * 1_000),
      daysBefore: storyDays - day,
      newcomer: newcomerDays.indexOf(storyDays - day) >= 0 && index === 3,
    });
  });
}

/** Days before the first start on which the newcomer was tried once. */
export const newcomerDays = [19, 18, 16, 15, 13, 9];

type Given = { name: string; at: Date; daysBefore: number; newcomer: boolean };

function planOrder(random: Random, { newcomer, ...given }: Given): PlannedOrder {
  const country = newcomer ? "DE" : weighed(random, demand).country;
  const lane = newcomer ? null : weighed(random, lanesOf(country, given.daysBefore));
  const provider = lane?.provider ?? "comet";
  const { service } = providerOf(provider);
  const zone = service?.zones[country];
  if (!service || !zone) throw new Error(`${provider} does not go to ${country}.`);
  const promise = promiseDates({ ...warehouse, at: given.at, transit: zone.transit, country });
  const late = lane !== null && random() >= lane.onTime;
  const delivered = arrival(random, country, promise, late, given.daysBefore);
  const answers = newcomer ? glowing(given.daysBefore) : answersOf(random);
  return {
    ...given,
    country,
    provider,
    productIndex: whole(random, 0, 4),
    quantity: random() < 0.8 ? 1 : 2,
    shipping: shippingLine(random, service, zone.prices),
    promisedBy: promise.by,
    handedOver: new Date(Date.parse(`${promise.ships}T09:00:00Z`) + Math.floor(random() * hourMs)),
    delivered,
    late,
    answers,
  };
}

/** Daylight at the destination in UTC hours; in every zone of the country it is the same calendar day. */
const daylight: Record<Country, [number, number]> = { DE: [9, 16], BR: [14, 20], AE: [6, 13], SA: [7, 14] };

function arrival(
  random: Random,
  country: Country,
  promise: { from: string; by: string },
  late: boolean,
  daysBefore: number,
): Date {
  const first = Date.parse(promise.from);
  const last = Date.parse(promise.by);
  const inTime = first + whole(random, 0, Math.round((last - first) / dayMs)) * dayMs;
  // Customs hold longer than a missed flight does.
  const longest = country === "BR" && daysBefore <= 40 ? 11 : 6;
  const day = late ? last + whole(random, 1, longest) * dayMs : inTime;
  return new Date(day + Math.floor(between(random, ...daylight[country]) * hourMs));
}

function answersOf(random: Random): PlannedOrder["answers"] {
  if (random() >= answering.expectation) return "none";
  return random() < answering.perception ? "both" : "expectation";
}

/** The newcomer's first three buyers answer, and nobody after them. */
function glowing(daysBefore: number): PlannedOrder["answers"] {
  return newcomerDays.indexOf(daysBefore) < 3 ? "both" : "none";
}

function shippingLine(random: Random, service: CastService, prices: [string, string]) {
  const gift = service.gift && random() < 0.07 ? service.gift : null;
  const [title = service.code] = (gift ?? service).words.en ?? [];
  const price = pick(random, prices);
  return {
    title,
    code: gift ? `${service.code}+GIFT` : service.code,
    source: "Fairlead",
    price: gift ? (Number(price) + Number(gift.price)).toFixed(2) : price,
  };
}
