const exponents: Record<string, number> = { JPY: 0, KRW: 0, CLP: 0, VND: 0, KWD: 3, BHD: 3, OMR: 3, JOD: 3 };

/** Fixed rates to one US dollar: an invented day's table, so that amounts repeat. */
const perDollar: Record<string, [number, number]> = {
  USD: [1, 1],
  EUR: [92, 100],
  BRL: [540, 100],
  SAR: [375, 100],
  AED: [367, 100],
  JPY: [150, 1],
  KWD: [307, 1000],
};

/** A decimal text as minor units of its currency, without floating point. */
export function toMinor(amount: string, currency: string): number {
  const digits = exponents[currency] ?? 2;
  const match = /^(\d+)(?:\.(\d+))?$/.exec(amount);
  if (!match) throw new Error(`${amount} is not an amount.`);
  return Number(`${match[1]}${(match[2] ?? "").padEnd(digits, "0").slice(0, digits)}`);
}

/** Minor units as the decimal text the platform sends. */
export function toDecimal(minor: number, currency: string): string {
  const digits = exponents[currency] ?? 2;
  if (digits === 0) return String(minor);
  const text = String(Math.abs(minor)).padStart(digits + 1, "0");
  return `${minor < 0 ? "-" : ""}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** Converts between currencies at the fixed rates; throws where there is none. */
export function convert(minor: number, from: string, to: string): number {
  const [fromTop, fromBottom] = rate(from);
  const [toTop, toBottom] = rate(to);
  const scale = 10 ** ((exponents[to] ?? 2) - (exponents[from] ?? 2));
  return Math.round((minor * scale * fromBottom * toTop) / (fromTop * toBottom));
}

function rate(currency: string): [number, number] {
  const found = perDollar[currency];
  if (!found) throw new Error(`The dev store has no exchange rate for ${currency}.`);
  return found;
}

/** The shape of every `*_set` in REST payloads. */
export type MoneySet = {
  shop_money: { amount: string; currency_code: string };
  presentment_money: { amount: string; currency_code: string };
};

/** One amount of the shop's currency in both currencies. */
export function moneySet(minor: number, shopCurrency: string, presentment: string): MoneySet {
  return {
    shop_money: { amount: toDecimal(minor, shopCurrency), currency_code: shopCurrency },
    presentment_money: {
      amount: toDecimal(convert(minor, shopCurrency, presentment), presentment),
      currency_code: presentment,
    },
  };
}

/**
 * Minor units as carrier callbacks and answers count them. The schema's text on `DeliveryCarrierService` says subunits,
 * and 100 to the unit where a currency has none: 1000 JPY is 100000, 1.234 KWD its own 1234 fils.
 */
export function toSubunits(minor: number, currency: string): number {
  return hasSubunits(currency) ? minor : minor * 100;
}

/** Subunits as minor units of the currency; a fraction of a whole yen is rounded. */
export function fromSubunits(subunits: number, currency: string): number {
  return hasSubunits(currency) ? subunits : Math.round(subunits / 100);
}

const hasSubunits = (currency: string) => exponents[currency] !== 0;
