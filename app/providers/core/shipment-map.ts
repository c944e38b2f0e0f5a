import { z } from "zod";
import { isCurrencyCode } from "../../lib/money";
import { ok, problem, type Result } from "../../lib/result";
import { type DayFormat, dayFormat } from "./written-day";
import type { DecimalMark } from "./written-number";

/** What a file of past shipments can say of each. */
export const shipmentFields = [
  "externalId",
  "provider",
  "mode",
  "destination",
  "promisedOn",
  "deliveredOn",
  "weightKg",
  "freight",
] as const;
export type ShipmentField = (typeof shipmentFields)[number];

/** Without these a row says nothing that could be counted, or repeated without a double. */
export const requiredFields: readonly ShipmentField[] = ["externalId", "promisedOn"];

/** How a file is read, as the merchant says it: which heading holds what, and how days and numbers are written there. */
export const shipmentMap = z.strictObject({
  columns: z.partialRecord(z.enum(shipmentFields), z.string().max(500).nullable()),
  dateFormats: z.array(z.string().max(60)).max(20),
  currency: z.string().max(10).nullish(),
  decimalMark: z.enum([".", ","]).nullish(),
});
export type ShipmentMap = z.infer<typeof shipmentMap>;

/** A map held against a file's headings: where each field stands in a row. */
export type ReadingPlan = {
  places: Partial<Record<ShipmentField, number>>;
  headings: readonly string[];
  formats: readonly DayFormat[];
  currency: string | null;
  decimalMark: DecimalMark | null;
};

export type MapProblem =
  | "required-column"
  | "no-such-column"
  | "column-twice"
  | "no-date-format"
  | "bad-date-format"
  | "bad-currency";

/** What stands in the way of a map, and where: a field, a heading or a format. */
export type MapRefusal = { ok: false; problem: MapProblem; at: string };

/**
 * Holds a map against the headings of a file. Headings are compared without the spaces around them.
 * Problems: `required-column` (the order's number or the promised day has none), `no-such-column`, `column-twice` (a heading
 * that stands there twice), `no-date-format`, `bad-date-format`, `bad-currency` (no ISO 4217 code, or none although freight
 * is mapped).
 */
export function planReading(
  map: ShipmentMap,
  headings: readonly string[],
): { ok: true; value: ReadingPlan } | MapRefusal {
  const places: ReadingPlan["places"] = {};
  for (const field of shipmentFields) {
    const wanted = map.columns[field]?.trim() ?? "";
    if (wanted === "") {
      if (requiredFields.includes(field)) return { ...problem("required-column"), at: field };
      continue;
    }
    const place = placeOf(wanted, headings);
    if (!place.ok) return { ...place, at: wanted };
    places[field] = place.value;
  }
  const formats = map.dateFormats.map((text) => ({ text, format: dayFormat(text) }));
  const bad = formats.find(({ format }) => format === null);
  if (bad) return { ...problem("bad-date-format"), at: bad.text };
  if (formats.length === 0) return { ...problem("no-date-format"), at: "promisedOn" };
  const currency = map.currency?.trim().toUpperCase() || null;
  const needed = places.freight !== undefined;
  if (currency === null ? needed : !isCurrencyCode(currency))
    return { ...problem("bad-currency"), at: currency ?? "freight" };
  return ok({
    places,
    headings,
    formats: formats.flatMap(({ format }) => format ?? []),
    currency,
    decimalMark: map.decimalMark ?? null,
  });
}

function placeOf(
  wanted: string,
  headings: readonly string[],
): Result<number, "no-such-column" | "column-twice"> {
  const exact = headings.flatMap((heading, place) => (heading.trim() === wanted ? [place] : []));
  const [place] = exact;
  if (place === undefined) return problem("no-such-column");
  return exact.length > 1 ? problem("column-twice") : ok(place);
}

/** Words of headings that hold each field, as folded by `foldedHeading`; what stands first is the surest. */
const usualHeadings: Readonly<Record<ShipmentField, readonly string[]>> = {
  externalId: [
    "externalid",
    "shipmentid",
    "orderid",
    "ordernumber",
    "order",
    "trackingnumber",
    "name",
    "id",
    "订单号",
    "bestellnummer",
    "pedido",
  ],
  provider: [
    "provider",
    "carrier",
    "carriername",
    "trackingcompany",
    "courier",
    "forwarder",
    "vendor",
    "spediteur",
    "transportista",
    "承运商",
    "物流公司",
  ],
  mode: [
    "mode",
    "shipmentmode",
    "shippingmode",
    "transportmode",
    "service",
    "shippingmethod",
    "versandart",
    "modo",
    "运输方式",
  ],
  destination: [
    "destination",
    "destinationcountry",
    "country",
    "shippingcountry",
    "shiptocountry",
    "land",
    "zielland",
    "pais",
    "国家",
    "目的国",
  ],
  promisedOn: [
    "promisedon",
    "promiseddate",
    "promisedby",
    "scheduleddeliverydate",
    "estimateddeliverydate",
    "orderestimateddeliverydate",
    "eta",
    "duedate",
    "estimateddelivery",
    "承诺日期",
    "预计送达",
  ],
  deliveredOn: [
    "deliveredon",
    "delivereddate",
    "deliveredtoclientdate",
    "deliverydate",
    "orderdeliveredcustomerdate",
    "deliveredat",
    "delivered",
    "zugestelltam",
    "entregado",
    "签收日期",
  ],
  weightKg: ["weightkg", "weightkilograms", "weight", "grossweight", "gewicht", "peso", "重量"],
  freight: [
    "freight",
    "freightcost",
    "freightcostusd",
    "freightvalue",
    "shippingcost",
    "shippingprice",
    "fracht",
    "flete",
    "运费",
  ],
};

function foldedHeading(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
}

/** Which heading probably holds what. A heading is suggested once, and never one that stands there twice. */
export function suggestColumns(headings: readonly string[]): Partial<Record<ShipmentField, string>> {
  const trimmed = headings.map((heading) => heading.trim());
  const usable = trimmed.filter((one) => one !== "" && trimmed.indexOf(one) === trimmed.lastIndexOf(one));
  const taken = new Set<string>();
  const suggested: Partial<Record<ShipmentField, string>> = {};
  for (const field of shipmentFields) {
    for (const word of usualHeadings[field]) {
      const heading = usable.find((one) => !taken.has(one) && foldedHeading(one) === word);
      if (heading === undefined) continue;
      taken.add(heading);
      suggested[field] = heading;
      break;
    }
  }
  return suggested;
}
