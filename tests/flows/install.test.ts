import { beforeAll, describe, expect, it } from "vitest";
import { fromAdmin } from "../../app/authenticate.server";
import { inShop } from "../../app/db.server";
import { setDisplayName } from "../../app/shop/commands.server";
import { teamPage } from "../../app/shop/queries.server";
import { deliver } from "../support/deliveries";
import { orderPayload } from "../support/payloads";
import { prepareQueues, runJobs } from "../support/run-jobs";
import {
  adminRequest,
  idToken,
  installedShop,
  newShopDomain,
  open,
  shopRow,
  storeOfflineSession,
} from "../support/shops";

beforeAll(prepareQueues);

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);
const roles = async (shop: string) => {
  const ctx = await fromAdmin(adminRequest(shop, "/app/settings", { subject: "1" }), "team.view");
  return (await teamPage(ctx)).team.map((member) => [member.subject, member.role]);
};
const uninstallBody = (shop: string) => ({ id: 1, myshopify_domain: shop });

describe("the first staff member after an install", () => {
  it("is the owner, and those who follow are agents", async () => {
    const shop = await installedShop({ owner: "1" });
    await open(shop, "2");
    expect(await roles(shop)).toEqual([
      ["1", "owner"],
      ["2", "agent"],
    ]);
  });

  it("is one person even when ten open the app at the same moment", async () => {
    const shop = newShopDomain();
    await storeOfflineSession(shop);
    await Promise.all(Array.from({ length: 10 }, (_, index) => open(shop, String(index + 1))));
    const staff = await inShop(shop, (db) => db.staffMember.findMany({ where: { shopId: shop } }));
    expect(staff).toHaveLength(10);
    expect(staff.filter((member) => member.role === "owner")).toHaveLength(1);
    expect(await inShop(shop, (db) => db.shopKey.count({ where: { shopId: shop } }))).toBe(1);
  });

  it("is not whoever only looks at an order that our block stands beside", async () => {
    const shop = newShopDomain();
    await storeOfflineSession(shop);
    expect(await open(shop, "7", new Date(), true)).toBe("unopened");
    expect(await shopRow(shop)).toBeNull();
    await open(shop, "1");
    await open(shop, "7", new Date(), true);
    expect(await roles(shop)).toEqual([
      ["1", "owner"],
      ["7", "agent"],
    ]);
  });

  it("is owner again after a reinstall; the others keep their roles", async () => {
    const shop = newShopDomain();
    await storeOfflineSession(shop);
    await open(shop, "1", minutesAgo(10));
    await open(shop, "2", minutesAgo(9));
    await deliver(shop, "app/uninstalled", uninstallBody(shop), { triggeredAt: minutesAgo(5) });
    await runJobs();
    expect(await shopRow(shop)).toMatchObject({ state: "uninstalled", epoch: 1 });
    await storeOfflineSession(shop);
    await open(shop, "2");
    expect(await shopRow(shop)).toMatchObject({ state: "installed", epoch: 2 });
    expect(await roles(shop)).toEqual([
      ["1", "owner"],
      ["2", "owner"],
    ]);
  });
});

describe("an uninstall", () => {
  it("ends the session and all work, keeps the data, and a reinstall brings the shop back", async () => {
    const shop = newShopDomain();
    await storeOfflineSession(shop);
    await open(shop, "1", minutesAgo(10));
    await deliver(shop, "orders/create", orderPayload());
    await runJobs();
    await deliver(shop, "app/uninstalled", uninstallBody(shop), { triggeredAt: minutesAgo(5) });
    await runJobs();
    expect(await shopRow(shop)).toMatchObject({ state: "uninstalled" });

    await deliver(shop, "orders/create", orderPayload());
    expect(await runJobs()).toBe(0);
    const inbox = await inShop(shop, (db) =>
      db.webhookInbox.findMany({ where: { shopId: shop }, orderBy: { id: "asc" } }),
    );
    expect(inbox.map((row) => [row.topic, row.state, row.reason])).toEqual([
      ["orders/create", "applied", null],
      ["app/uninstalled", "applied", null],
      ["orders/create", "ignored", "not-installed"],
    ]);

    await storeOfflineSession(shop);
    const ctx = await fromAdmin(adminRequest(shop, "/app"), "home.view");
    expect(await shopRow(shop)).toMatchObject({ state: "installed", epoch: 2, ordersMirrored: 1 });
    expect(ctx.staff.role).toBe("owner");
  });

  it("that comes late, after the app was opened again, is stale and changes nothing", async () => {
    const shop = newShopDomain();
    await storeOfflineSession(shop);
    await open(shop, "1", minutesAgo(1));
    await deliver(shop, "app/uninstalled", uninstallBody(shop), { triggeredAt: minutesAgo(30) });
    await runJobs();
    expect(await shopRow(shop)).toMatchObject({ state: "installed", epoch: 1 });
  });

  it("that names another shop than it was delivered for is parked", async () => {
    const shop = newShopDomain();
    await open(shop, "1", minutesAgo(10));
    await deliver(shop, "app/uninstalled", uninstallBody("other.myshopify.com"));
    await runJobs();
    expect(await shopRow(shop)).toMatchObject({ state: "installed" });
    const [row] = await inShop(shop, (db) => db.webhookInbox.findMany({ where: { shopId: shop } }));
    expect(row).toMatchObject({ state: "parked", reason: "other-shop" });
  });

  it("makes id tokens from before it worthless", async () => {
    const shop = newShopDomain();
    await storeOfflineSession(shop);
    await open(shop, "1", minutesAgo(10));
    await deliver(shop, "app/uninstalled", uninstallBody(shop));
    await runJobs();
    // A session may still be there when another process stored it a moment ago.
    await storeOfflineSession(shop);
    const old = Math.floor(Date.now() / 1000) - 30;
    const token = idToken(shop, { claims: { iat: old, nbf: old } });
    const answer = await fromAdmin(adminRequest(shop, "/app", { token }), "home.view").catch(
      (thrown) => thrown,
    );
    expect(answer).toBeInstanceOf(Response);
    expect(answer.status).toBe(401);
    expect(await shopRow(shop)).toMatchObject({ state: "uninstalled" });
  });
});

describe("scopes", () => {
  it("follow what the platform reports", async () => {
    const shop = await installedShop();
    await deliver(shop, "app/scopes_update", {
      id: 1,
      previous: ["read_orders"],
      current: ["read_orders", "write_shipping"],
    });
    await runJobs();
    expect(await shopRow(shop)).toMatchObject({ scopes: "read_orders,write_shipping" });
  });
});

describe("a display name", () => {
  it("is kept sealed and shown to the team", async () => {
    const shop = await installedShop();
    const ctx = await fromAdmin(adminRequest(shop, "/app"), "profile.set-name");
    expect(await setDisplayName(ctx, { displayName: "  Mei  Lin 林美 " })).toEqual({
      ok: true,
      value: { displayName: "Mei Lin 林美" },
    });
    const [row] = await inShop(shop, (db) => db.staffMember.findMany({ where: { shopId: shop } }));
    expect(Buffer.from(row?.sealedDisplayName ?? []).includes("Mei")).toBe(false);
    const again = await fromAdmin(adminRequest(shop, "/app"), "home.view");
    expect(again.staff.displayName).toBe("Mei Lin 林美");
  });
});
