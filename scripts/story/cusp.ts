import { dayAt } from "../../app/parcels/core/destination-calendar";
import { promiseDates } from "../../app/shipping/core/promise-dates";
import { type Country, providerOf, warehouse } from "./cast.ts";
import type { PlannedOrder } from "./orders.ts";
import type { StoryOrder } from "./story.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** What stands on the cusp at a start: made for its instant, beside the story's days. */
export type Cusp = {
  /** Of a buyer in Riyadh who asks where it is: under way, and promised for today or the last day before it. */
  asking: StoryOrder;
  /** Promised for tomorrow, or for the first day after it on which anything comes, and its carrier says later. */
  lateTomorrow: StoryOrder;
  /** Lost on its way; its carrier takes the claim for two more days. */
  lost: StoryOrder;
};

/** Carriers take claims for this many days after sending, where a contract says nothing else. */
const claimDays = 60;
const claimDaysLeft = 2;

export function cuspAt(now: Date): Cusp {
  const name = now.toISOString().slice(0, 16).replace(/\D/g, "");
  return {
    asking: underWay(`cusp-ask-${name}`, "SA", now, placedFor("SA", now, 0)),
    lateTomorrow: expectedLate(name, now),
    lost: lostParcel(`cusp-lost-${name}`, now),
  };
}

/** The last moment at which an order to a country was promised for `days` from now there, or for the last day before on which something comes. */
function placedFor(country: Country, now: Date, days: number): Date {
  const wanted = dayIn(country, now, days);
  let placed = new Date(now.getTime() - dayMs);
  for (let back = 24; back < 40 * 24; back += 6) {
    placed = new Date(now.getTime() - back * hourMs);
    if (promised(country, placed).by <= wanted) break;
  }
  return placed;
}

const dayIn = (country: Country, now: Date, days: number) =>
  dayAt(new Date(now.getTime() + days * dayMs), country);

function promised(country: Country, at: Date) {
  const zone = providerOf("kestrel").service?.zones[country];
  if (!zone) throw new Error(`The express does not go to ${country}.`);
  return promiseDates({ ...warehouse, at, transit: zone.transit, country });
}

function underWay(name: string, country: Country, now: Date, at: Date): StoryOrder {
  const promise = promised(country, at);
  const handedOver = new Date(Date.parse(`${promise.ships}T09:30:00Z`));
  const plan: PlannedOrder = {
    ...{ name, at, country, daysBefore: 0, provider: "kestrel", productIndex: 1, quantity: 1, late: true },
    shipping: { title: "Kestrel Express", code: "KESTREL_EXPRESS", source: "Fairlead", price: "13.90" },
    ...{
      promisedBy: promise.by,
      handedOver,
      delivered: new Date(now.getTime() + 2 * dayMs),
      answers: "none",
    },
  };
  const since = (now.getTime() - handedOver.getTime()) / hourMs;
  const step = (hours: number, city: string, where: string) => ({
    ...{ status: "in_transit" as const, message: null, city, country: where },
    at: new Date(Math.floor((handedOver.getTime() + Math.min(hours, since * 0.9) * hourMs) / 1_000) * 1_000),
  });
  return {
    ...{ plan, company: "Kestrel Express", word: null, answers: null, problem: null },
    steps: since > 0 ? [step(3, "Shenzhen", "CN"), step(26, "Hong Kong", "HK")] : [],
    afterLow: { delayMs: hourMs, text: "" },
  };
}

/** Germany rests on Saturday and Sunday, Saudi Arabia on Friday and Saturday: one of them expects parcels most days. */
function expectedLate(name: string, now: Date): StoryOrder {
  const { country, placed } = soonest(now);
  const order = underWay(`cusp-late-${name}`, country, now, placed);
  const told = new Date(Math.floor((now.getTime() - 2 * hourMs) / 1_000) * 1_000);
  const expected = new Date(Date.parse(order.plan.promisedBy) + 2 * dayMs + 12 * hourMs);
  const delay = {
    ...{ status: "delayed" as const, at: told, city: "Liège", country: "BE", expected },
    message: "Missed its connecting flight",
  };
  return { ...order, steps: [...order.steps, delay] };
}

/** The first day from tomorrow on for which one of them was promised something, and when it was ordered. */
function soonest(now: Date): { country: Country; placed: Date } {
  for (let days = 1; days < 8; days++) {
    for (const country of ["DE", "SA"] as const) {
      const placed = placedFor(country, now, days);
      if (promised(country, placed).by === dayIn(country, now, days)) return { country, placed };
    }
  }
  throw new Error("Nothing comes for a week.");
}

function lostParcel(name: string, now: Date): StoryOrder {
  const sent = new Date(now.getTime() - (claimDays - claimDaysLeft) * dayMs);
  const order = underWay(name, "DE", now, new Date(sent.getTime() - 2 * dayMs));
  const failure = {
    ...{ status: "failure" as const, city: "Leipzig", country: "DE" },
    at: new Date(Math.floor((sent.getTime() + 20 * dayMs) / 1_000) * 1_000),
    message: "Could not be found",
  };
  const began = order.steps.map((step, index) => ({
    ...step,
    at: new Date(sent.getTime() + (index + 1) * 12 * hourMs),
  }));
  return { ...order, plan: { ...order.plan, handedOver: sent }, steps: [...began, failure] };
}
