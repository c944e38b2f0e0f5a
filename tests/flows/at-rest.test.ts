import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { beforeAll, expect, it } from "vitest";
import { withClient } from "../../scripts/postgres-accounts.ts";
import { askDoor, buyerToken } from "../support/buyer-token";
import { deliver } from "../support/deliveries";
import { eventPayload, fulfillmentPayload, orderPayload } from "../support/payloads";
import { fileDatabase } from "../support/postgres";
import { seen } from "../support/promise-form";
import { prepareQueues, runJobs } from "../support/run-jobs";
import { installedShop, storeOfflineSession } from "../support/shops";
import { answersBody, sendAnswers } from "../support/surveys";

/* What must be sealed stands nowhere in the database's files, its log of changes included. */

beforeAll(prepareQueues);

const mark = `canary${Date.now()}`;
const sealed = {
  name: `${mark}name`,
  email: `${mark}mail@example.com`,
  phone: `+49${mark}phone`,
  street: `${mark}street 1`,
  company: `${mark}company`,
  comment: `${mark}comment`,
  accessToken: `shpat_${mark}`,
  refreshToken: `shprt_${mark}`,
};
/** Stands plain by design: that it is found shows that the search finds. */
const plain = { city: `${mark}city`, message: `${mark}message` };

async function throughEveryDoor(): Promise<string> {
  const shop = await installedShop();
  const { accessToken, refreshToken } = sealed;
  await storeOfflineSession(shop, { accessToken, refreshToken });
  const customer = {
    id: 7,
    email: sealed.email,
    phone: sealed.phone,
    first_name: sealed.name,
    last_name: "😀",
  };
  const order = orderPayload({
    email: sealed.email,
    customer,
    shipping_address: {
      ...{ name: `${sealed.name} 😀`, phone: sealed.phone, address1: sealed.street, company: sealed.company },
      ...{ city: plain.city, zip: "10115", province_code: "BE", country_code: "DE" },
    },
  });
  const parcel = fulfillmentPayload(order.id);
  await deliver(shop, "orders/create", order);
  await runJobs();
  await sendAnswers(shop, answersBody(order.id, "expectation", 6));
  await deliver(shop, "fulfillments/create", parcel);
  const event = { status: "delivered", happened_at: new Date().toISOString() };
  await deliver(shop, "fulfillment_events/create", eventPayload(order.id, parcel.id, event));
  await runJobs();
  await sendAnswers(shop, { ...answersBody(order.id, "perception", 2), comment: `${sealed.comment} 😀` });
  const report = { text: plain.message, kind: "damaged", clientId: mark, locale: "de" };
  await askDoor("/buyer/problems", { orderId: String(order.id), ...report }, { token: buyerToken(shop) });
  // Parked with all its payload.
  await deliver(shop, "orders/updated", { ...order, total_price_set: null });
  await deliver(shop, "customers/data_request", {
    shop_domain: shop,
    customer,
    orders_requested: [order.id],
  });
  await runJobs();
  return shop;
}

/** Files below the cluster's directory in which the text stands. */
async function filesWith(directory: string, text: string): Promise<string[]> {
  // Tables of other tests come and go meanwhile: that one of them vanished is no finding.
  const found = await promisify(execFile)("grep", ["-rlsaF", "--", text, directory]).catch(
    (failure: { stdout?: string }) => ({ stdout: failure.stdout ?? "" }),
  );
  return found.stdout.split("\n").filter(Boolean);
}

it("nothing that must be sealed stands in the database's files, its log of changes or a dump", async () => {
  const shop = await throughEveryDoor();
  await withClient(fileDatabase().superuserUrl, async (client) => {
    await client.query("CHECKPOINT");
    const [{ directory = "" } = {}] = (
      await client.query<{ directory: string }>("SELECT current_setting('data_directory') AS directory")
    ).rows;
    const { rows: tables } = await client.query<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname IN ('public', 'pgboss')`,
    );
    const dump: string[] = [];
    for (const { name } of tables) {
      const { rows } = await client.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`);
      dump.push(...rows.map(({ row }) => row));
    }
    const text = dump.join("\n");
    for (const detail of Object.values(plain)) {
      const files = await filesWith(directory, detail);
      expect(
        files.some((file) => file.includes("/base/")),
        detail,
      ).toBe(true);
      expect(
        files.some((file) => file.includes("/pg_wal/")),
        detail,
      ).toBe(true);
      expect(text).toContain(detail);
    }
    const findings: string[] = [];
    for (const [what, detail] of Object.entries(sealed)) {
      const files = await filesWith(directory, detail);
      findings.push(...files.map((file) => `${what} in ${file}`));
      const written = [detail, Buffer.from(detail).toString("hex"), Buffer.from(detail).toString("base64")];
      if (written.some((form) => text.includes(form))) findings.push(`${what} in a table`);
    }
    seen(19, { details: Object.keys(sealed).length, tables: tables.length, found: findings.length });
    expect(findings).toEqual([]);
    const { rows: comments } = await client.query(`SELECT 1 FROM "SurveyComment" WHERE "shopId" = $1`, [
      shop,
    ]);
    expect(comments).toHaveLength(1);
  });
});
