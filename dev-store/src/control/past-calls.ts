import { type PastOrder, type PastStep, rememberOrder } from "../orders/past.ts";
import { atOnce } from "../state.ts";
import { ControlBody, Refused } from "./body.ts";
import type { ControlCall } from "./order-calls.ts";

function objects(body: ControlBody, name: string): ControlBody[] {
  return (body.list(name) ?? []).map((one) => {
    if (typeof one !== "object" || one === null) throw new Refused(`${name} must hold objects.`);
    return new ControlBody({ ...one });
  });
}

function needTime(body: ControlBody, name: string): Date {
  const at = body.time(name);
  if (!at) throw new Refused(`${name} is missing.`);
  return at;
}

function readStep(body: ControlBody): PastStep {
  return {
    status: body.needText("status"),
    at: needTime(body, "at"),
    message: body.text("message") ?? null,
    city: body.text("city") ?? null,
    country: body.text("country") ?? null,
    expected: body.time("expected") ?? null,
  };
}

function readParcel(body: ControlBody): PastOrder["parcel"] {
  const given = body.object("parcel");
  if (!given) return null;
  const parcel = new ControlBody(given);
  return {
    company: parcel.text("company") ?? null,
    number: parcel.text("number") ?? null,
    at: needTime(parcel, "at"),
    steps: objects(parcel, "steps").map(readStep),
  };
}

function readPast(body: ControlBody): PastOrder {
  const shipping = new ControlBody(body.object("shipping") ?? {});
  const texts = ["city", "locale", "firstName", "lastName"] as const;
  const numbers = ["productIndex", "quantity"] as const;
  const said = <V>(names: readonly string[], read: (name: string) => V | undefined) =>
    Object.fromEntries(names.flatMap((name) => (read(name) === undefined ? [] : [[name, read(name)]])));
  return {
    name: body.needText("name"),
    createdAt: needTime(body, "createdAt"),
    country: body.needText("country"),
    ...said(texts, (name) => body.text(name)),
    ...said(numbers, (name) => body.number(name)),
    shipping: {
      title: shipping.needText("title"),
      code: shipping.needText("code"),
      source: shipping.text("source") ?? "shopify",
      price: shipping.needText("price"),
    },
    parcel: readParcel(body),
  };
}

const load: ControlCall = (platform, body) => {
  const shop = body.shop(platform);
  const told = objects(body, "orders").map(readPast);
  return atOnce(platform.db, () => ({ orders: told.map((one) => rememberOrder(platform, shop, one)) }));
};

/** Control calls that give a store a past of its own, silently. */
export const pastCalls: Record<string, ControlCall> = { "load-past": load };
