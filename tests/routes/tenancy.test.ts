import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fromAdmin } from "../../app/authenticate.server";
import { inShop } from "../../app/db.server";
import { parkedJobsPage } from "../../app/shop/parked-job-queries.server";
import { type FilledShop, filledShop } from "../support/filled-shop";
import { fileDatabase } from "../support/postgres";
import { prepareQueues } from "../support/run-jobs";
import { adminRequest, idToken } from "../support/shops";
import { hashTables, idsOf } from "../support/table-hashes";
import { ask } from "./ask";
import { guardedHandlers, lookalike, trespass } from "./foreign-ids";
import { pageWays } from "./route-list";
import { withoutShopInWhere } from "./sabotage";

let client: pg.Client;
let a: FilledShop;
let b: FilledShop;
let ids: string[];
let canaries: string[];

beforeAll(async () => {
  client = new pg.Client({ connectionString: fileDatabase().superuserUrl });
  await client.connect();
  await prepareQueues();
  // One person works for both shops, as agencies do.
  a = await filledShop("markofshopa");
  b = await filledShop("markofshopb", ["82000000001", "2", "82000000003"]);
  const own = await idsOf(client, a.shop, 100);
  // The queue's tables stand apart; a page shows of them what failed, under a key of its own kind.
  const staff = await fromAdmin(adminRequest(b.shop, "/app", { subject: b.owner }), "deliveries.retry");
  const [failed] = (await parkedJobsPage(staff, null)).jobs;
  if (!failed) throw new Error("no work has failed in the filled shop");
  ids = [...(await idsOf(client, b.shop, 1, own)), failed.key];
  canaries = [b.mark, failed.key, ...(await idsOf(client, b.shop, 100, own))].filter((id) => id.length > 8);
});
afterAll(() => client.end());

it("the second shop has rows in every table, and its ids are of every kind", async () => {
  const hashes = Object.entries(await hashTables(client, b.shop));
  const empty = hashes.filter(([name, hash]) => name.startsWith("public.") && hash.startsWith("0 "));
  expect(empty, "to be filled in tests/support/filled-shop.ts").toEqual([]);
  expect(hashes.length).toBeGreaterThan(10);
  expect(ids).toEqual(
    expect.arrayContaining([
      b.shop,
      expect.stringMatching(/^[0-9a-f-]{36}$/),
      expect.stringMatching(/^\d{11,}$/),
    ]),
  );
  expect(canaries.length).toBeGreaterThan(30);
  expect(lookalike(b.shop)).not.toBe(b.shop);
});

describe("another shop's ids under this shop's token", () => {
  it.each(guardedHandlers)("are as good as random ones to the $name", async ({ way, handler }) => {
    const before = await hashTables(client, b.shop);
    expect(await trespass(way, handler, { caller: a, ids, canaries })).toBeGreaterThanOrEqual(4);
    expect(await hashTables(client, b.shop)).toEqual(before);
  });

  it.each(guardedHandlers)(
    "with no where clause left, row-level security keeps them from the $name",
    async ({ way, handler }) => {
      const before = await hashTables(client, b.shop);
      const { statements } = await withoutShopInWhere(() =>
        trespass(way, handler, { caller: a, ids, canaries }),
      );
      expect(statements).toBeGreaterThan(0);
      expect(await hashTables(client, b.shop)).toEqual(before);
    },
  );
});

describe("a person who works for two shops", () => {
  it("changes their role in the shop of the token alone", async () => {
    const way = pageWays.find(({ id }) => id === "routes/app.team.role");
    if (!way) throw new Error("the route is gone");
    const before = await hashTables(client, b.shop);
    const form = { subject: "2", role: "agent" };
    const token = idToken(a.shop, { subject: a.owner });
    expect(await ask(way, "action", { form, token })).toMatchObject({ status: 200 });
    expect(await hashTables(client, b.shop)).toEqual(before);
    const role = (shop: string) =>
      inShop(shop, (db) => db.staffMember.findFirst({ where: { shopId: shop, subject: form.subject } }));
    expect([(await role(a.shop))?.role, (await role(b.shop))?.role]).toEqual(["agent", "manager"]);
  });
});
