import type { Tenant } from "../context";
import { type Db, inShop } from "../db.server";
import type { Fact } from "../facts";
import { readOpening } from "./core/lifecycle";
import { vaultOf } from "./keys.server";
import {
  changeShop,
  ensureShop,
  findShop,
  findStaff,
  lockShop,
  type ShopRow,
  type StaffRow,
  saveRole,
  saveSeen,
} from "./store.server";

export type Opening = {
  shop: string;
  subject: string;
  /** Issue time of the verified id token, by the platform's clock. */
  issuedAt: Date;
  scopes: string;
  /** Language the admin asked for, when this request says so. */
  locale: string | null;
  /** A block beside an order is no decision to run the app: it installs nothing and makes nobody owner. */
  beside?: boolean;
  now: Date;
};

export type Opened = { tenant: Tenant; staff: StaffRow; shop: ShopRow };

/** What is worth writing again: being seen is kept to the minute, so that a page that polls writes nothing. */
const freshMs = 60_000;

/**
 * A staff member opens the app: installs or brings back the shop when this is the first proof of it, and knows
 * the person. `stale` when the token is older than the uninstall we know of; `unopened` when a block asks before
 * anybody has opened the app itself.
 */
export async function openShop(
  opening: Opening,
  announce: (db: Db, shop: string, fact: Fact) => Promise<void>,
): Promise<Opened | "stale" | "unopened"> {
  return inShop(opening.shop, async (db) => (await recall(db, opening)) ?? record(db, opening, announce));
}

/** The usual case: shop and person are known and were seen a moment ago. Reads only. */
async function recall(db: Db, opening: Opening) {
  const shop = await findShop(db, opening.shop);
  if (shop?.state !== "installed" || shop.ownedEpoch !== shop.epoch || shop.needsLoginSince) return null;
  if (opening.issuedAt.getTime() - shop.authorizedAt.getTime() > freshMs || shop.scopes !== opening.scopes)
    return null;
  const vault = await vaultOf(db, shop.id, { epoch: shop.epoch });
  if (!vault) return null;
  const tenant = { id: shop.id, vault };
  const staff = await findStaff(db, tenant, opening.subject);
  if (!staff || opening.now.getTime() - staff.lastSeenAt.getTime() > freshMs) return null;
  if (opening.locale && opening.locale !== staff.locale) return null;
  return { tenant, staff, shop };
}

async function record(
  db: Db,
  opening: Opening,
  announce: (db: Db, shop: string, fact: Fact) => Promise<void>,
): Promise<Opened | "stale" | "unopened"> {
  const before = await findShop(db, opening.shop);
  const kind = readOpening(before, opening.issuedAt);
  if (kind === "stale") return "stale";
  if (opening.beside && (kind !== "seen" || before?.ownedEpoch !== before?.epoch)) return "unopened";
  if (kind === "install") {
    await ensureShop(db, opening.shop, { authorizedAt: opening.issuedAt, installedAt: opening.now });
  }
  const locked = await lockShop(db, opening.shop);
  if (!locked) throw new Error("the shop's row is gone");
  // Read again under the lock: another opening or an uninstall may have decided meanwhile.
  const decided = readOpening(locked, opening.issuedAt);
  if (decided === "stale") return "stale";
  const epoch = decided === "reinstall" ? locked.epoch + 1 : locked.epoch;
  const vault = await vaultOf(db, opening.shop, { create: true });
  if (!vault) throw new Error("the shop has no key");
  const tenant = { id: opening.shop, vault };
  const becomesOwner = locked.ownedEpoch !== epoch;
  await saveSeen(db, tenant, {
    subject: opening.subject,
    roleIfNew: becomesOwner ? "owner" : "agent",
    locale: opening.locale,
    at: opening.now,
  });
  if (becomesOwner) await saveRole(db, tenant, opening.subject, "owner");
  await changeShop(db, opening.shop, {
    state: "installed",
    epoch,
    ownedEpoch: epoch,
    scopes: opening.scopes,
    needsLoginSince: null,
    ...(opening.issuedAt > locked.authorizedAt && { authorizedAt: opening.issuedAt }),
    ...(decided === "reinstall" && { installedAt: opening.now, redactedAt: null }),
  });
  if (becomesOwner) await announce(db, opening.shop, { name: "shop.installed", data: { epoch } });
  const staff = await findStaff(db, tenant, opening.subject);
  const shop = await findShop(db, opening.shop);
  if (!staff || !shop) throw new Error("the opening was not kept");
  return { tenant, staff, shop };
}
