import type pg from "pg";
import { vaultForDelivery } from "../../app/authenticate.server";
import type { Vault } from "../../app/context";

/*
 * Puts a text of any shape into every place of a shop's rows that holds text, past the parsers that would refuse it: a
 * page must be safe to look at whatever once got in.
 */

/** Text that no mark of `filledShop` reaches, so that it is written over: what carriers, stores and staff name. */
const written: Record<string, string[]> = {
  CarrierRegistration: ["message", "flatMessage", "functionMessage"],
  Fulfillment: ["trackingCompany", "status", "shipmentStatus"],
  FulfillmentEvent: ["city", "province", "status"],
  MarketSettings: ["dutiesSource", "dutiesAsOf"],
  Order: ["province", "financialStatus", "fulfillmentStatus"],
  OrderPass: ["cursor"],
  Parcel: ["carrier", "statusText"],
  ProviderParcel: ["carrier"],
  RefusedShipmentCell: ["heading"],
  TicketMacro: ["title", "body"],
  WebhookInbox: ["topic", "reason", "apiVersion"],
};

/** Text inside lists, as the value that stands for it. What is read with a limit again is given the short text. */
const lists: Record<string, Record<string, (long: string, short: string) => unknown>> = {
  MarketSettings: {
    channels: (long) => ["email", "chat", "phone", "whatsapp"].map((kind) => ({ kind, value: long })),
  },
  ShippingService: {
    words: (_long, short) => ({ en: { name: short, description: short } }),
  },
};

/** Words of the app's own, ids, and what its parsers give a closed form: a page that meets another may well fail. */
const closed =
  /(^i|I)d$|^(shopId|kind|state|country|currency|presentmentCurrency|locale|language|languages|zone|weekly|holidays|subject|startedBy|endedBy|decidedBy|signedBy|addedBy|invitedBy|assignee|action|entity|block|heardDigest|dimension|market|scope|customerLocale|source|claimDecision|claimGround|deliveredHow|forecastSource|trouble|troubleTurn|verdict|decision|nextExpiry|offerUntil|cause|gates|grade|validUntil|step|places|code|codes|answer|column|decoding|map|separator|expected|conversions|handling|limits|packaging|tier|zones|item|touch|version|priority|about|dutiesPaidBy|flatState|functionState|headings|figures|postcode|reason|other)$/;

/** The sealed texts, each with how its row is named where it is sealed. */
const sealed: [table: string, column: string, row: string][] = [
  ["Order", "sealedContact", '"id"'],
  ["StaffMember", "sealedDisplayName", '"subject"'],
  ["SurveyComment", "sealedText", '"id"::text'],
  ["ProviderFormAnswer", "sealedValues", `"providerId" || '|' || "step"`],
  ["RefusedShipmentCell", "sealedValue", `concat_ws(' ', "importId", "row", "position")`],
  ["PrivacyRequest", "sealedExport", '"id"::text'],
];

type Column = { table: string; column: string; type: "text" | "text[]" | "jsonb"; indexed: boolean };

/** `long` goes everywhere but into columns an index would refuse it in; those hold `short`. */
export type Spread = { shop: string; mark: string; long: string; short: string };

/** Answers which columns hold the text now, and which hold neither it nor anything the lists here tell of. */
export async function spreadText(
  client: pg.Client,
  { shop, mark, long, short }: Spread,
): Promise<{ reached: string[]; unknown: string[] }> {
  const vault = await vaultForDelivery(shop);
  if (!vault) throw new Error("the shop has no key");
  await client.query(`UPDATE "Shop" SET "name" = $2, "plan" = $2 WHERE "id" = $1`, [shop, long]);
  const reached = ["Shop.name", "Shop.plan"];
  const unknown: string[] = [];
  for (const one of await columnsOf(client)) {
    const { table, column, type, indexed } = one;
    const text = indexed ? short : long;
    const inside = type === "jsonb" ? JSON.stringify(text).slice(1, -1) : text;
    const place = lists[table]?.[column];
    const value = place
      ? JSON.stringify(place(text, short))
      : written[table]?.includes(column)
        ? text
        : undefined;
    const change =
      value === undefined
        ? {
            set:
              type === "text[]" ? `array_replace("${column}", $2, $3)` : `replace("${column}"::text, $2, $3)`,
            where: `position($2 IN "${column}"::text) > 0 AND "${column}" IS NOT NULL`,
            values: [shop, mark, inside],
          }
        : { set: "$2", where: "true", values: [shop, value] };
    // A name that must be its row's alone, and one that others refer by, stays as it is.
    if (/Id$/.test(column) && column !== "externalId") continue;
    const { rowCount } = await client.query(
      `UPDATE "${table}" SET "${column}" = (${change.set})::${type} WHERE "shopId" = $1 AND ${change.where}`,
      change.values,
    );
    if (rowCount) reached.push(`${table}.${column}`);
    else if (!closed.test(column)) unknown.push(`${table}.${column}`);
  }
  for (const [table, column, row] of sealed) {
    if (await spreadSealed(client, vault, { table, column, row, shop, mark, long }))
      reached.push(`${table}.${column}`);
    else unknown.push(`${table}.${column}`);
  }
  return { reached, unknown };
}

async function columnsOf(client: pg.Client): Promise<Column[]> {
  const { rows } = await client.query<Column>(`
    SELECT c.relname AS table, a.attname AS column, format_type(a.atttypid, NULL) AS type,
      EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid = c.oid AND a.attnum = ANY (i.indkey)) AS indexed
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND a.attnum > 0
      AND NOT a.attisdropped AND format_type(a.atttypid, NULL) IN ('text', 'text[]', 'jsonb')
      AND EXISTS (SELECT 1 FROM pg_attribute s WHERE s.attrelid = c.oid AND s.attname = 'shopId')
    ORDER BY 1, 2`);
  return rows;
}

type Sealed = { table: string; column: string; row: string; shop: string; mark: string; long: string };

async function spreadSealed(
  client: pg.Client,
  vault: Vault,
  { table, column, row, shop, mark, long }: Sealed,
): Promise<number> {
  const { rows } = await client.query<{ row: string; value: Buffer }>(
    `SELECT ${row} AS row, "${column}" AS value FROM "${table}" WHERE "shopId" = $1 AND "${column}" IS NOT NULL`,
    [shop],
  );
  let changed = 0;
  for (const { row: name, value } of rows) {
    const plain = vault.openText(`${table}.${column}`, name, value);
    const inside = /^[{[]/.test(plain) ? JSON.stringify(long).slice(1, -1) : long;
    if (!plain.includes(mark)) continue;
    const anew = vault.seal(
      `${table}.${column}`,
      name,
      plain.replaceAll(mark, () => inside),
    );
    await client.query(`UPDATE "${table}" SET "${column}" = $3 WHERE "shopId" = $1 AND ${row} = $2`, [
      shop,
      name,
      anew,
    ]);
    changed += 1;
  }
  return changed;
}

/** Everything a shop's rows of a table say, what is sealed opened: for looking through. */
export async function textsOf(client: pg.Client, shop: string, of: string): Promise<string> {
  const vault = await vaultForDelivery(shop);
  if (!vault) throw new Error("the shop has no key");
  const said: string[] = [];
  for (const { table, column, type } of await columnsOf(client)) {
    if (table !== of) continue;
    const { rows } = await client.query<{ value: unknown }>(
      `SELECT "${column}" AS value FROM "${table}" WHERE "shopId" = $1 AND "${column}" IS NOT NULL`,
      [shop],
    );
    said.push(...rows.map(({ value }) => (type === "text" ? String(value) : leavesOf(value))));
  }
  for (const [table, column, row] of sealed) {
    if (table !== of) continue;
    const { rows } = await client.query<{ row: string; value: Buffer }>(
      `SELECT ${row} AS row, "${column}" AS value FROM "${table}" WHERE "shopId" = $1 AND "${column}" IS NOT NULL`,
      [shop],
    );
    for (const { row: name, value } of rows) {
      const plain = vault.openText(`${table}.${column}`, name, value);
      said.push(/^[{[]/.test(plain) ? leavesOf(JSON.parse(plain)) : plain);
    }
  }
  return said.join("\n");
}

function leavesOf(value: unknown): string {
  return typeof value === "object" && value !== null
    ? Object.values(value).map(leavesOf).join("\n")
    : String(value);
}
