import type pg from "pg";
import type { Tenant } from "../../app/context";
import { itemsOf } from "../../app/surveys/core/item-bank";
import { copyRows } from "../bench/copy-rows";

/** How the past is spread: so many rows, the youngest `from` days ago, the oldest `to` days ago. */
type Spread = { rows: number; from?: number; to: number };
type Series = Spread & {
  table: string;
  /** Picks the row that is copied. */
  like?: string;
  /** Columns that hold the row's time. */
  at: string[];
  /** An SQL expression for each other column that differs from row to row `n`, or from what the copied row says. */
  change: Record<string, string>;
};

/** The id of the n-th order back, which is that of its parcel as well: as at the platform, the younger the higher. */
export const pastOrder = (n: number) => String(8_000_000_000_000 - n);
const orderAt = (n: string) => `(8000000000000 - ${n})::text`;
const order = orderAt("n");
/** Ids that no other shop's rows have. */
const uuid = (kind: string) => `md5(place || '${kind}' || n)::uuid`;
const settled = { state: "'delivered'", lookAgainAt: "NULL", claimGround: "NULL", claimBy: "NULL" };
const quiet = { trouble: "NULL", troubleTurn: "NULL", troubleSince: "NULL", troubleDueAt: "NULL" };

/**
 * What years leave in a shop's tables: as much as is ever kept of each, most of it settled, a day's share of it just past
 * its age. Copied from rows of a filled shop, so that every column holds what the app itself writes.
 */
function seriesOf(rows: number): Series[] {
  const customer = "(7000000000 + n % 5000)::text";
  const answers = itemsOf("reliability")
    .slice(0, 3)
    .flatMap(({ id }) =>
      ["expectation", "perception"].map((touch) => ({
        ...{ table: "SurveyAnswer", like: `"value" IS NOT NULL`, rows: rows / 2, to: 1_099 },
        ...{ at: ["answeredAt"], change: { submissionId: uuid(touch), item: `'${id}'`, late: "false" } },
      })),
    );
  const submissions = ["expectation", "perception"].map((touch) => ({
    ...{ table: "SurveySubmission", like: `"state" = 'counted' AND "touch" = '${touch}'` },
    ...{ rows: rows / 2, to: 1_099, at: ["startedAt"] },
    change: { id: uuid(touch), clientId: uuid(`client ${touch}`), orderId: order },
  }));
  const still = rows / 50;
  const now = {
    claimBy: "NULL",
    lookAgainAt: "now() + CASE WHEN n <= 20 THEN interval '-1 hour' ELSE interval '1 day' END",
  };
  return [
    {
      ...{ table: "Order", like: `"redactedAt" IS NULL`, rows, to: 1_099 },
      at: ["placedAt", "updatedAt", "mirroredAt"],
      change: {
        ...{ id: order, name: "'#' || n", customerId: customer },
        // Sealed for an order of its own, which a copy is not.
        ...{ sealedContact: "NULL", emailIndex: "decode(md5((n % 5000)::text), 'hex')" },
      },
    },
    {
      ...{ table: "Fulfillment", rows, to: 1_099, at: ["createdAt", "updatedAt", "mirroredAt"] },
      change: { id: order, orderId: order },
    },
    {
      ...{ table: "FulfillmentEvent", rows: rows * 2, to: 401, at: ["happenedAt", "mirroredAt"] },
      change: { id: order, fulfillmentId: orderAt("(n / 6)"), orderId: orderAt("(n / 6)") },
    },
    {
      ...{
        table: "Parcel",
        rows,
        to: 1_099,
        at: ["sentAt", "latestEventAt", "deliveredAt", "firstSeenAt", "followedAt"],
      },
      change: { id: order, orderId: order, orderName: "'#' || n", ...settled, ...quiet },
    },
    {
      ...{
        table: "Parcel",
        rows: still,
        to: 20,
        at: ["sentAt", "latestEventAt", "firstSeenAt", "followedAt"],
      },
      change: {
        ...{ id: orderAt("1000000 - n"), orderId: orderAt("1000000 - n"), deliveredAt: "NULL", ...now },
        ...{ state: "'in-transit'", trouble: "'late'", troubleTurn: "'ours'", troubleSince: "now()" },
        troubleDueAt: "now() + n * interval '1 minute'",
      },
    },
    {
      ...{ table: "ProviderParcel", like: `"providerId" IS NOT NULL`, rows, to: 1_099 },
      ...{ at: ["sentAt", "deliveredAt", "heardAt"], change: { parcelId: order } },
    },
    { table: "OrderPromise", rows, to: 1_099, at: ["frozenAt"], change: { id: order } },
    {
      table: "ArrivalAnswer",
      rows: rows / 2,
      to: 1_099,
      at: ["arrivedAt", "updatedAt"],
      change: { id: order, damagedAt: "NULL" },
    },
    {
      table: "ParcelClaim",
      rows: rows / 2,
      to: 1_099,
      at: ["decidedAt"],
      change: { id: order, orderId: order },
    },
    {
      table: "Tombstone",
      rows: rows / 2,
      to: 1_099,
      at: ["at"],
      change: { externalId: "(9000000000000 + n)::text" },
    },
    {
      ...{
        table: "WebhookInbox",
        like: `"state" = 'applied'`,
        rows,
        to: 31,
        at: ["receivedAt", "triggeredAt", "settledAt"],
      },
      change: { id: uuid("inbox"), deliveryId: uuid("delivery"), sealedPayload: "NULL" },
    },
    { table: "RateQuote", rows, to: 31, at: ["at"], change: { id: uuid("quote") } },
    { table: "AccessLog", rows, to: 401, at: ["at"], change: { id: uuid("access") } },
    ...submissions,
    ...answers,
    {
      ...{ table: "SurveyComment", rows: rows / 2, to: 1_099, at: ["at"] },
      change: { id: uuid("perception"), orderId: order },
    },
    {
      ...{ table: "Ticket", like: `NOT "held"`, rows: rows / 2, from: 20, to: 1_099 },
      at: ["openedAt", "firstReplyDue", "firstReplyAt", "lastMessageAt", "solvedAt"],
      change: {
        ...{ id: uuid("ticket"), orderId: order, customerId: customer, lastMessageId: uuid("message 2") },
        ...{ state: "'closed'", dueAt: "NULL", waitingSince: "NULL" },
      },
    },
    {
      ...{
        table: "Ticket",
        like: `NOT "held"`,
        rows: still,
        to: 20,
        at: ["openedAt", "lastMessageAt", "waitingSince"],
      },
      change: {
        ...{ id: uuid("waiting"), orderId: order, lastMessageId: uuid("message 1"), state: "'open'" },
        dueAt: "now() + n * interval '1 minute'",
      },
    },
    ...["message 1", "message 2"].map((message) => ({
      ...{ table: "TicketMessage", like: `"author" = '${message === "message 1" ? "buyer" : "staff"}'` },
      ...{ rows: rows / 2, from: 20, to: 1_099, at: ["at"] },
      change: {
        ...{ id: uuid(message), ticketId: uuid("ticket"), clientId: uuid(message) },
        ...{ mail: `'none'`, mailTriedAt: "NULL" },
      },
    })),
    {
      ...{
        table: "ImprovementAction",
        rows: rows / 10,
        from: 100,
        to: 1_099,
        at: ["startedAt", "endedAt", "changedAt"],
      },
      change: { id: uuid("action") },
    },
    {
      ...{ table: "PrivacyRequest", like: `"sealedExport" IS NOT NULL`, rows: rows / 10, to: 1_099 },
      at: ["receivedAt", "finishedAt"],
      change: { id: uuid("request"), inboxId: uuid("request"), sealedExport: "NULL" },
    },
    {
      table: "ProviderDecision",
      rows: rows / 10,
      to: 1_099,
      at: ["decidedAt"],
      change: { id: `${uuid("decision")}::text` },
    },
    { table: "ShipmentRecord", rows, to: 400, at: ["changedAt"], change: { externalId: "'past ' || n" } },
    {
      ...{ table: "ShipmentImport", like: `"state" = 'imported'`, rows: rows / 10, from: 40, to: 1_099 },
      ...{ at: ["startedAt", "finishedAt", "changedAt"], change: { id: uuid("import"), state: "'cleared'" } },
    },
    {
      ...{ table: "RefusedShipmentCell", rows: rows / 2, to: 30, at: ["refusedAt"] },
      change: { importId: uuid("import"), row: "n" },
    },
    {
      ...{
        table: "pgboss.job",
        like: `state = 'completed'`,
        rows,
        to: 1,
        at: ["created_on", "started_on", "completed_on", "start_after"],
      },
      change: { id: uuid("job"), singleton_key: "NULL" },
    },
    {
      ...{ table: "pgboss.job", like: `state = 'completed'`, rows: rows / 10, to: 90, at: ["created_on"] },
      change: {
        ...{ id: uuid("parked"), name: "'parked'", source_name: "one.name", state: "'created'" },
        ...{ singleton_key: "NULL", policy: "'standard'", completed_on: "NULL" },
      },
    },
  ];
}

/**
 * Fills the tables of a shop that is filled already with `rows` orders' past, and with as much of another shop's, whose
 * rows stand between them.
 */
export async function fillPast(client: pg.Client, shop: Tenant, other: string, rows: number): Promise<void> {
  for (const { table, like = "true", rows: wanted, from = 0, to, at, change } of seriesOf(rows)) {
    const ofQueue = table === "pgboss.job";
    const tenant = ofQueue ? "data->>'shop'" : `"shopId"`;
    const back = `now() - interval '1 day' * (${from} + n * ${(to - from) / wanted}::float8)`;
    const times = Object.fromEntries(at.map((column) => [column, back]));
    await copyRows(client, table, {
      where: `one.ctid = (SELECT ctid FROM ${ofQueue ? table : `"${table}"`} WHERE ${tenant} = $1 AND ${like} LIMIT 1)`,
      from: "generate_series(1, $2::int) n, unnest(ARRAY[$1, $3]) place",
      change: {
        ...(ofQueue ? { data: "jsonb_build_object('shop', place)" } : { shopId: "place" }),
        ...times,
        ...change,
      },
      values: [shop.id, wanted, other],
    });
  }
  await sealComments(client, shop);
  await client.query(`UPDATE "SurveyGap" SET "buyers" = "buyers" + 100 WHERE "shopId" = $1`, [shop.id]);
}

/** Pages open what buyers wrote, and each text is sealed for its own row. */
async function sealComments(client: pg.Client, shop: Tenant): Promise<void> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT "id" FROM "SurveyComment" WHERE "shopId" = $1`,
    [shop.id],
  );
  const ids = rows.map((row) => row.id);
  const sealed = ids.map((id) => shop.vault.seal("SurveyComment.sealedText", id, Buffer.from("Words")));
  await client.query(
    `UPDATE "SurveyComment" c SET "sealedText" = decode(one.text, 'hex')
     FROM unnest($2::uuid[], $3::text[]) AS one (id, text) WHERE c."shopId" = $1 AND c."id" = one.id`,
    [shop.id, ids, sealed.map((text) => Buffer.from(text).toString("hex"))],
  );
}
