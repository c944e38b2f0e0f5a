import { fromAdmin } from "../../app/authenticate.server";
import type { AdminCtx } from "../../app/context";
import { sessionTable } from "../../app/db.server";
import { offlineSessionId, openToken } from "../../app/sessions.server";
import { forgetVault } from "../../app/shop/keys.server";
import { withClient } from "../../scripts/postgres-accounts.ts";
import type { DevStore } from "./dev-store";
import { fileDatabase } from "./postgres";

/** The dev store's shop that has granted the app what it asks for. */
export const sunda = "sunda-trading.myshopify.com";
/** The dev store's other shop, without the app until `install`. */
export const harbor = "harbor-lane.myshopify.com";

export const minutes = (count: number) => count * 60_000;

/** The shop's staff opens the app with an id token of this moment. */
export async function open(store: DevStore, shop = sunda): Promise<AdminCtx> {
  return fromAdmin(await store.adminRequest(shop), "home.view");
}

/** The shop's staff opens the app for the first time; the calls this took are forgotten. */
export async function openFirst(store: DevStore, shop = sunda): Promise<AdminCtx> {
  await sessionTable.session.deleteMany({ where: { shop } });
  const ctx = await open(store, shop);
  await store.clearCalls();
  return ctx;
}

/**
 * Nobody has been in this shop: what the file's other tests left under one of the dev store's shops is gone, jobs
 * included.
 */
export async function forgetShop(shop: string): Promise<void> {
  await withClient(fileDatabase().superuserUrl, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'shopId'
       WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition`,
    );
    for (const { name } of rows) await client.query(`DELETE FROM "${name}" WHERE "shopId" = $1`, [shop]);
    await client.query(`DELETE FROM "Session" WHERE "shop" = $1`, [shop]);
    await client.query(`DELETE FROM "Shop" WHERE "id" = $1`, [shop]);
    await client.query(`DELETE FROM pgboss.job WHERE data->>'shop' = $1`, [shop]);
  });
  forgetVault(shop);
}

/** The shop's session as it stands in the table. */
export function sessionRow(shop = sunda) {
  return sessionTable.session.findUnique({ where: { id: offlineSessionId(shop) } });
}

/** The shop's tokens, readable. Throws when there is no session that can be refreshed. */
export async function storedTokens(shop = sunda) {
  const row = await sessionRow(shop);
  if (!row?.refreshToken) throw new Error("no session that can be refreshed");
  return {
    access: openToken(row.id, "accessToken", row.accessToken),
    refresh: openToken(row.id, "refreshToken", row.refreshToken),
    expires: row.expires,
  };
}

/** Lets the stored access token end `ms` from now (negative: ago); at the platform, too, when it is over. */
export async function endAccessToken(store: DevStore, ms: number, shop = sunda): Promise<void> {
  await sessionTable.session.update({
    where: { id: offlineSessionId(shop) },
    data: { expires: new Date(Date.now() + ms) },
  });
  if (ms <= 0) await store.control("expire-tokens", { shop });
}

/** Whether the platform lets this access token in. */
export async function works(token: string, shop = sunda): Promise<boolean> {
  const answer = await fetch(`https://${shop}/admin/api/2026-07/graphql.json`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-shopify-access-token": token },
    body: JSON.stringify({ query: "{ shop { name } }" }),
  });
  return answer.status === 200;
}

/** Milliseconds until then; not a number when there is no end. */
export function lifeOf(expires: Date | null): number {
  return expires ? expires.getTime() - Date.now() : Number.NaN;
}
