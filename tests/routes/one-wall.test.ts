import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { fromAdmin } from "../../app/authenticate.server";
import { privacyPage } from "../../app/shop/queries.server";
import { type FilledShop, filledShop } from "../support/filled-shop";
import { prepareQueues } from "../support/run-jobs";
import { adminRequest } from "../support/shops";
import { hashTables, idsOf } from "../support/table-hashes";
import { guardedHandlers, trespass } from "./foreign-ids";
import { withoutShopInWhere } from "./sabotage";
import { type Aim, storeCalls } from "./store-calls";
import { aimAt, callStore, tenantOf } from "./store-walls";

/** A database of this file's own, with row-level security taken down. The app must not have read its address before. */
const scratch = await vi.hoisted(async () => {
  const { inject } = await import("vitest");
  const { scratchDatabase } = await import("../support/postgres");
  const urls = await scratchDatabase(`one_wall_${process.env.VITEST_POOL_ID}`, {
    template: inject("postgres").template,
  });
  process.env.DATABASE_URL = urls.appUrl;
  return urls;
});

let client: pg.Client;
let a: FilledShop;
let b: FilledShop;
let c: FilledShop;
let ids: string[];
let canaries: string[];
let aim: Aim;

beforeAll(async () => {
  client = new pg.Client({ connectionString: scratch.superuserUrl });
  await client.connect();
  const { rows } = await client.query<{ name: string }>(
    "SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relrowsecurity",
  );
  for (const { name } of rows) {
    await client.query(`ALTER TABLE "${name}" NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY`);
  }
  await prepareQueues();
  a = await filledShop("markofshopa");
  b = await filledShop("markofshopb", ["82000000001", "2", "82000000003"]);
  c = await filledShop("markofshopc", ["83000000001", "2", "83000000003"]);
  const own = await idsOf(client, a.shop, 100);
  ids = await idsOf(client, b.shop, 1, own);
  canaries = [b.mark, ...(await idsOf(client, b.shop, 100, own))].filter((id) => id.length > 8);
  aim = await aimAt(client, b);
});
afterAll(() => client.end());

describe("without row-level security", () => {
  it.each(guardedHandlers)(
    "the where clauses alone keep another shop's ids from the $name",
    async ({ way, handler }) => {
      const before = await hashTables(client, b.shop);
      expect(await trespass(way, handler, { caller: a, ids, canaries })).toBeGreaterThanOrEqual(4);
      expect(await hashTables(client, b.shop)).toEqual(before);
    },
  );

  it.each(Object.keys(storeCalls))("%s with another shop's ids leaves its rows alone", async (name) => {
    const before = await hashTables(client, b.shop);
    // A third shop, because what it is told to write under these ids it then rightly shows as its own.
    const aimed = { bound: c.shop, tenant: await tenantOf(c), aim };
    const answer = JSON.stringify(await callStore(name, aimed), (_key, part) =>
      typeof part === "bigint" ? String(part) : part,
    );
    expect(answer).not.toContain(b.mark);
    expect(await hashTables(client, b.shop)).toEqual(before);
  });

  // Shows that the sabotage is real: were it harmless, the tests with one wall standing would prove nothing.
  it("and without where clauses too, the other shop does show", async () => {
    const ctx = await fromAdmin(adminRequest(a.shop, "/app", { subject: a.owner }), "privacy.view");
    const shown = async () => JSON.stringify(await privacyPage(ctx, {}));
    const whole = await shown();
    const { value: open } = await withoutShopInWhere(shown);
    expect(canaries.filter((canary) => whole.includes(canary))).toEqual([]);
    expect(canaries.filter((canary) => open.includes(canary)).length).toBeGreaterThan(0);
  });
});
