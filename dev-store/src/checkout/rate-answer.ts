/** One service a carrier offers, as its callback answered. */
export type Rate = {
  service_name: string;
  service_code: string;
  description: string;
  currency: string;
  /** Subunits of the currency; hundredths of one that has none. */
  total_price: number;
  phone_required: boolean;
  min_delivery_date: string | null;
  max_delivery_date: string | null;
  metafields: { namespace: string; key: string; type: string; value: string }[];
};

export type CarrierAnswer = { kind: "rates"; rates: Rate[] } | { kind: "failed"; why: string };

/** Reads the answer of a callback; whatever breaks its contract makes the whole answer fail. */
export function readRates(text: string): CarrierAnswer {
  try {
    const answer = JSON.parse(text) as { rates?: unknown } | null;
    if (!Array.isArray(answer?.rates)) return { kind: "failed", why: "its answer holds no list of rates" };
    return { kind: "rates", rates: answer.rates.map(readRate) };
  } catch (error) {
    const why = error instanceof Unreadable ? error.message : "its answer is not JSON";
    return { kind: "failed", why };
  }
}

class Unreadable extends Error {}

function readRate(value: unknown): Rate {
  if (typeof value !== "object" || value === null) throw new Unreadable("a rate is not an object");
  const rate = value as Record<string, unknown>;
  const text = (name: string) => {
    const found = rate[name];
    if (typeof found !== "string" || found.trim() === "") throw new Unreadable(`a rate has no ${name}`);
    return found;
  };
  const price = rate.total_price;
  if (!/^\d{1,12}$/.test(String(price)))
    throw new Unreadable(`the price of ${text("service_code")} is not a whole number of subunits`);
  const currency = text("currency");
  if (!/^[A-Z]{3}$/.test(currency)) throw new Unreadable(`${currency} is not a currency`);
  const date = (name: string) => (typeof rate[name] === "string" ? String(rate[name]) : null);
  return {
    service_name: text("service_name"),
    service_code: text("service_code"),
    // An empty description is allowed, a missing one is not.
    description: typeof rate.description === "string" ? rate.description : text("description"),
    currency,
    total_price: Number(price),
    phone_required: rate.phone_required === true,
    min_delivery_date: date("min_delivery_date"),
    max_delivery_date: date("max_delivery_date"),
    metafields: Array.isArray(rate.metafields) ? (rate.metafields as Rate["metafields"]) : [],
  };
}
