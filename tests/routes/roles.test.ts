import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fromAdmin } from "../../app/authenticate.server";
import { inShop } from "../../app/db.server";
import { retryParked } from "../../app/orders/commands.server";
import { changeRole } from "../../app/shop/commands.server";
import { can, type Permission, permissions, type Role, roles } from "../../app/shop/core/permissions";
import { retryParkedJobs } from "../../app/shop/parked-job-commands.server";
import { type FilledShop, filledShop } from "../support/filled-shop";
import { fileDatabase } from "../support/postgres";
import { prepareQueues } from "../support/run-jobs";
import { adminRequest, idToken, installedShop, open } from "../support/shops";
import { hashTables } from "../support/table-hashes";
import { ask } from "./ask";
import { guardedHandlers } from "./foreign-ids";
import { pageWays } from "./route-list";
import { threats } from "./threats";

/** The matrix as the merchant is told it, written out: a change of app/shop/core/permissions.ts must be meant. */
const matrix: Record<Permission, Record<Role, boolean>> = {
  "home.view": { owner: true, manager: true, agent: true },
  "shipping.view": { owner: true, manager: true, agent: true },
  "shipping.edit": { owner: true, manager: true, agent: false },
  "order.view": { owner: true, manager: true, agent: true },
  "deliveries.retry": { owner: true, manager: true, agent: false },
  "profile.set-name": { owner: true, manager: true, agent: true },
  "team.view": { owner: true, manager: true, agent: true },
  "team.change-role": { owner: true, manager: false, agent: false },
  "quality.view": { owner: true, manager: true, agent: true },
  "quality.download": { owner: true, manager: true, agent: false },
  "actions.view": { owner: true, manager: true, agent: true },
  "actions.edit": { owner: true, manager: true, agent: false },
  "privacy.view": { owner: true, manager: true, agent: false },
  "privacy.download": { owner: true, manager: true, agent: false },
  "providers.view": { owner: true, manager: true, agent: true },
  "providers.edit": { owner: true, manager: true, agent: false },
  "providers.decide": { owner: true, manager: true, agent: false },
  "history.import": { owner: true, manager: true, agent: false },
  "markets.view": { owner: true, manager: true, agent: true },
  "markets.edit": { owner: true, manager: true, agent: false },
  "tickets.view": { owner: true, manager: true, agent: true },
  "tickets.reply": { owner: true, manager: true, agent: true },
  "parcels.view": { owner: true, manager: true, agent: true },
  "parcels.settings": { owner: true, manager: true, agent: false },
  "parcels.claim": { owner: true, manager: true, agent: true },
};

let client: pg.Client;
let shop: FilledShop;
/** Path of a request whose export the shop really has, so that who may gets it. */
let exportId: string;

beforeAll(async () => {
  client = new pg.Client({ connectionString: fileDatabase().superuserUrl });
  await client.connect();
  await prepareQueues();
  shop = await filledShop("markofroles");
  const { rows } = await client.query<{ id: string }>(
    `SELECT "id" FROM "PrivacyRequest" WHERE "shopId" = $1 AND "sealedExport" IS NOT NULL`,
    [shop.shop],
  );
  exportId = rows[0]?.id ?? "";
});
afterAll(() => client.end());

it("the matrix says what the app decides, and every permission is asked for by some route", () => {
  const decided = Object.fromEntries(
    permissions.map((permission) => [
      permission,
      Object.fromEntries(roles.map((role) => [role, can(role, permission)])),
    ]),
  );
  expect(decided).toEqual(matrix);
  const asked = Object.values(threats).flatMap((entry) =>
    Object.values(entry.handlers).map((one) => one.permission),
  );
  expect([...new Set(asked.filter((one) => one !== undefined))].sort()).toEqual([...permissions].sort());
});

const cells = guardedHandlers.flatMap(({ way, handler, name }) => {
  const { permission, ...takes } = threats[way.id]?.handlers[handler] ?? {};
  return roles.map((role) => ({
    name,
    role,
    way,
    handler,
    takes,
    allowed: !!permission && matrix[permission][role],
  }));
});

describe("by role", () => {
  it.each(cells.filter((cell) => !cell.allowed))(
    "$role gets 403 and no effect from the $name",
    async (cell) => {
      const before = await hashTables(client);
      const token = idToken(shop.shop, { subject: shop[cell.role] });
      const path = cell.takes.path && {
        ...cell.takes.path,
        ...("id" in cell.takes.path && { id: exportId }),
      };
      const answer = await ask(cell.way, cell.handler, { ...cell.takes, ...(path && { path }), token });
      expect(answer).toMatchObject({ status: 403, body: "" });
      expect(await hashTables(client)).toEqual(before);
    },
  );

  it.each(cells.filter((cell) => cell.allowed))("$role may use the $name", async (cell) => {
    const own = await filledShopFor(cell.role);
    const token = idToken(own.shop, { subject: own[cell.role] });
    const answer = await ask(cell.way, cell.handler, { ...cell.takes, token });
    // The sample id may be nobody's and /app/* has no page: 404 and 422 say that the door itself was open.
    expect([200, 404, 422]).toContain(answer.status);
  });

  // Allowed actions change the shop they are tried on, so each role has one of its own.
  const filled = new Map<Role, FilledShop>();
  async function filledShopFor(role: Role): Promise<FilledShop> {
    const known = filled.get(role) ?? (await filledShop(`markofrole${role}`));
    filled.set(role, known);
    return known;
  }
});

describe("commands", () => {
  it.each(roles)("ask again what %s may, whatever the route let through", async (role) => {
    const request = () => adminRequest(shop.shop, "/app", { subject: shop[role] });
    const ctx = await fromAdmin(request(), "home.view");
    const before = await hashTables(client);
    if (!matrix["team.change-role"][role]) {
      expect(await changeRole(ctx, { subject: shop[role], role: "owner" })).toEqual({
        ok: false,
        problem: "not-allowed",
      });
    }
    if (!matrix["deliveries.retry"][role]) {
      expect(await retryParked(ctx)).toEqual({ ok: false, problem: "not-allowed" });
      expect(await retryParkedJobs(ctx)).toEqual({ ok: false, problem: "not-allowed" });
    }
    expect(await hashTables(client)).toEqual(before);
  });
});

function route(id: string) {
  const way = pageWays.find((one) => one.id === id);
  if (!way) throw new Error(`${id} is gone`);
  return way;
}

describe("roles of a team", () => {
  const send = (store: string, subject: string, form: Record<string, string>) =>
    ask(route("routes/app.team.role"), "action", { form, token: idToken(store, { subject }) });
  const roleOf = (store: string, subject: string) =>
    inShop(
      store,
      async (db) => (await db.staffMember.findFirst({ where: { shopId: store, subject } }))?.role,
    );

  it("a manager cannot make themself or anybody owner, even by hand", async () => {
    const promoted = { intent: "change-role", subject: shop.manager, role: "owner" };
    const ousted = { subject: shop.owner, role: "agent" };
    for (const form of [promoted, ousted]) {
      expect(await send(shop.shop, shop.manager, form)).toMatchObject({ status: 403 });
    }
    expect([await roleOf(shop.shop, shop.owner), await roleOf(shop.shop, shop.manager)]).toEqual([
      "owner",
      "manager",
    ]);
  });

  it("the last owner stays, also when two step down at once", async () => {
    const store = await installedShop();
    await open(store, "2");
    const lone = await send(store, "1", { subject: "1", role: "agent" });
    expect(lone).toMatchObject({ status: 422, body: JSON.stringify({ ok: false, problem: "last-owner" }) });
    // Whether two requests meet is chance, so they are given many.
    for (let round = 0; round < 12; round++) {
      const owner = (await roleOf(store, "1")) === "owner" ? "1" : "2";
      const other = owner === "1" ? "2" : "1";
      expect((await send(store, owner, { subject: other, role: "owner" })).status).toBe(200);
      const both = await Promise.all(
        ["1", "2"].map((subject) => send(store, subject, { subject, role: "agent" })),
      );
      expect(both.map((one) => one.status).sort()).toEqual([200, 422]);
      expect([await roleOf(store, "1"), await roleOf(store, "2")].sort()).toEqual(["agent", "owner"]);
    }
  });

  it("a newcomer is an agent", async () => {
    const store = await installedShop();
    await open(store, "9");
    expect(await roleOf(store, "9")).toBe("agent");
  });

  it("a role taken away counts with the next request", async () => {
    const store = await installedShop();
    await open(store, "2");
    const settings = route("routes/app.settings.privacy");
    const asTwo = () => ask(settings, "loader", { token: idToken(store, { subject: "2" }) });
    expect((await asTwo()).status).toBe(403);
    await send(store, "1", { subject: "2", role: "manager" });
    expect((await asTwo()).status).toBe(200);
    await send(store, "1", { subject: "2", role: "agent" });
    expect((await asTwo()).status).toBe(403);
  });
});

describe("reading personal data", () => {
  it("leaves one row in the access log per download, and none when nothing was given", async () => {
    const count = () => inShop(shop.shop, (db) => db.accessLog.count({ where: { shopId: shop.shop } }));
    const way = route("routes/app.settings.privacy.$id");
    const before = await count();
    const download = (subject: string, id: string) =>
      ask(way, "loader", { path: { id }, token: idToken(shop.shop, { subject }) });
    const given = await download(shop.manager, exportId);
    expect(given).toMatchObject({ status: 200, body: expect.stringContaining(shop.mark) });
    expect(given.headers).toMatch(/content-disposition: attachment/);
    expect(given.headers).toMatch(/cache-control: no-store/);
    expect(await count()).toBe(before + 1);
    expect(
      (
        await download(
          shop.owner,
          exportId.replace(/.$/, (end) => (end === "0" ? "1" : "0")),
        )
      ).status,
    ).toBe(404);
    expect((await download(shop.agent, exportId)).status).toBe(403);
    expect(await count()).toBe(before + 1);
  });
});
