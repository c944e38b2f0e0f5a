import type pg from "pg";
import { vaultForDelivery } from "../../app/authenticate.server";
import type { Tenant } from "../../app/context";
import { inShop } from "../../app/db.server";
import type { FilledShop } from "../support/filled-shop";
import { type Aim, storeCalls, storeFunctions } from "./store-calls";

export async function tenantOf(filled: FilledShop): Promise<Tenant> {
  const vault = await vaultForDelivery(filled.shop);
  if (!vault) throw new Error("the shop has no key");
  return { id: filled.shop, vault };
}

/** Ids of rows that exist in `shop`. */
export async function aimAt(client: pg.Client, { shop, manager }: FilledShop): Promise<Aim> {
  const { rows } = await client.query<Omit<Aim, "subject">>(
    `SELECT o."id" AS "order", o."customerId" AS customer, f."id" AS parcel, e."id" AS event,
      w."id"::text AS delivery, p."id"::text AS request, p."inboxId"::text AS "requestInbox",
      (SELECT t."externalId" FROM "Tombstone" t WHERE t."shopId" = o."shopId" AND t."kind" = 'order' LIMIT 1)
        AS "buriedOrder",
      (SELECT m."id" FROM "Market" m WHERE m."shopId" = o."shopId" LIMIT 1) AS market,
      (SELECT t."id"::text FROM "Ticket" t WHERE t."shopId" = o."shopId" AND NOT t."held" LIMIT 1) AS ticket,
      (SELECT t."orderId" FROM "Ticket" t WHERE t."shopId" = o."shopId" AND NOT t."held" LIMIT 1) AS "ticketOrder",
      (SELECT t."id"::text FROM "TicketMessage" t WHERE t."shopId" = o."shopId" AND t."mail" = 'waiting' LIMIT 1)
        AS "waitingMail",
      (SELECT t."clientId" FROM "TicketMessage" t WHERE t."shopId" = o."shopId" LIMIT 1) AS "ticketClientId",
      (SELECT t."id"::text FROM "TicketMessage" t WHERE t."shopId" = o."shopId" AND t."text" <> '' LIMIT 1)
        AS "ticketMessage",
      (SELECT l."id" FROM "ParcelLane" l WHERE l."shopId" = o."shopId" LIMIT 1) AS lane,
      (SELECT c."id" FROM "ParcelClaim" c WHERE c."shopId" = o."shopId" LIMIT 1) AS "claimedParcel",
      (SELECT c."orderId" FROM "ParcelClaim" c WHERE c."shopId" = o."shopId" LIMIT 1) AS "claimedOrder",
      (SELECT c."id" FROM "ParcelClaimTerms" c WHERE c."shopId" = o."shopId" LIMIT 1) AS "termsOf",
      (SELECT s."id"::text FROM "SurveySubmission" s WHERE s."shopId" = o."shopId" LIMIT 1) AS submission,
      (SELECT c."id"::text FROM "SurveyComment" c WHERE c."shopId" = o."shopId" LIMIT 1) AS comment,
      (SELECT s."providerId" FROM "SurveySubmission" s WHERE s."shopId" = o."shopId" AND s."touch" = 'perception' LIMIT 1)
        AS "surveyProvider",
      (SELECT a."id"::text FROM "ImprovementAction" a WHERE a."shopId" = o."shopId" AND a."endedAt" IS NULL LIMIT 1)
        AS action,
      (SELECT s."id"::text FROM "ShippingService" s WHERE s."shopId" = o."shopId" AND s."code" = 'EXP_DHL')
        AS service,
      (SELECT c."id"::text FROM "ShippingCase" c WHERE c."shopId" = o."shopId" LIMIT 1) AS "shippingCase",
      (SELECT c."id"::text FROM "PublishedRate" c WHERE c."shopId" = o."shopId" LIMIT 1) AS "publishedRate",
      (SELECT p."providerId" FROM "ProviderTally" p WHERE p."shopId" = o."shopId" AND p."country" = 'DE'
       AND p."sent" > 0 LIMIT 1) AS provider,
      (SELECT p."carrierKey" FROM "Provider" p WHERE p."shopId" = o."shopId" LIMIT 1) AS "carrierKey",
      (SELECT p."providerId" FROM "ProviderDecision" p WHERE p."shopId" = o."shopId" LIMIT 1) AS "vettedProvider",
      (SELECT p."parcelId" FROM "ProviderParcel" p WHERE p."shopId" = o."shopId" LIMIT 1) AS "countedParcel",
      (SELECT p."keyHash" FROM "ProviderInvitation" p WHERE p."shopId" = o."shopId" LIMIT 1) AS "invitationKeyHash",
      (SELECT i."id"::text FROM "ShipmentImport" i WHERE i."shopId" = o."shopId" AND i."state" = 'checked') AS "openImport",
      (SELECT i."id"::text FROM "ShipmentImport" i WHERE i."shopId" = o."shopId" AND i."state" = 'imported') AS "doneImport",
      (SELECT r."externalId" FROM "ShipmentRecord" r WHERE r."shopId" = o."shopId" LIMIT 1) AS shipment
     FROM "Order" o
     JOIN "Fulfillment" f ON f."shopId" = o."shopId" AND f."orderId" = o."id"
     JOIN "FulfillmentEvent" e ON e."shopId" = o."shopId" AND e."orderId" = o."id"
     JOIN "WebhookInbox" w ON w."shopId" = o."shopId" AND w."state" = 'waiting'
     JOIN "PrivacyRequest" p ON p."shopId" = o."shopId" AND p."kind" = 'data_request'
     WHERE o."shopId" = $1 LIMIT 1`,
    [shop],
  );
  const [row] = rows;
  if (!row) throw new Error("the shop is not filled");
  return { ...row, subject: manager };
}

/** Ends a transaction so that nothing of it stays. */
class TakenBack extends Error {}

/**
 * Calls one store function in a transaction bound to one shop. Answers what it gave and whether the transaction wrote,
 * or why it was refused. With `takeBack` nothing it wrote stays.
 */
export async function callStore(
  name: string,
  { bound, tenant, aim, takeBack }: { bound: string; tenant: Tenant; aim: Aim; takeBack?: true },
): Promise<{ gave: unknown; wrote: boolean } | { refused: string }> {
  const call = storeCalls[name];
  const run = storeFunctions[name] as ((...args: unknown[]) => Promise<unknown>) | undefined;
  if (!call || !run) throw new Error(`${name} is not described in store-calls.ts`);
  const answer = { gave: undefined as unknown, wrote: false };
  try {
    await inShop(bound, async (db) => {
      answer.gave = await run(...call(db, tenant, aim));
      // A transaction has a number only once it has written.
      const [transaction] = await db.$queryRaw<
        { wrote: boolean }[]
      >`SELECT pg_current_xact_id_if_assigned() IS NOT NULL AS wrote`;
      answer.wrote = transaction?.wrote === true;
      if (takeBack) throw new TakenBack();
    });
  } catch (error) {
    if (!(error instanceof TakenBack)) return { refused: String(error) };
  }
  return answer;
}

/** Whether an answer says that nothing was found or changed. */
export function isNothing(value: unknown): boolean {
  if (value instanceof Date) return false;
  if (typeof value === "object" && value !== null) return Object.values(value).every(isNothing);
  return !value;
}
