import { createHash } from "node:crypto";
import type { Tenant } from "../context";
import { type Db, prepared } from "../db.server";

/** SHA-256: the key has 256 random bits, so no slow hash is needed to keep it from being guessed. */
export function hashCarrierKey(key: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(key).digest());
}

/** Keeps a new key's hash beside the older ones, which still open the door. */
export async function addCarrierKey(
  db: Db,
  shop: Tenant,
  hash: Uint8Array<ArrayBuffer>,
  at: Date,
): Promise<void> {
  await db.carrierKey.create({ data: { hash, shopId: shop.id, createdAt: at } });
}

/** Lets every other key of the shop end at `at`, unless it ends sooner, and removes those that have ended. */
export async function endOtherCarrierKeys(
  db: Db,
  shop: Tenant,
  keep: Uint8Array<ArrayBuffer>,
  times: { at: Date; now: Date },
): Promise<void> {
  await db.carrierKey.deleteMany({ where: { shopId: shop.id, expiresAt: { lte: times.now } } });
  await db.carrierKey.updateMany({
    where: { shopId: shop.id, expiresAt: null, hash: { not: keep } },
    data: { expiresAt: times.at },
  });
}

/** When the shop's current key was made, if this is it; null for one that is unknown or was replaced. */
export async function findCurrentCarrierKey(
  db: Db,
  shop: Tenant,
  hash: Uint8Array<ArrayBuffer>,
): Promise<{ createdAt: Date } | null> {
  return db.carrierKey.findFirst({
    where: { shopId: shop.id, hash, expiresAt: null },
    select: { createdAt: true },
  });
}

/** Forgets a key that the platform was never told. */
export async function dropCarrierKey(db: Db, shop: Tenant, hash: Uint8Array<ArrayBuffer>): Promise<void> {
  await db.carrierKey.deleteMany({ where: { shopId: shop.id, hash } });
}

/** The installed shop of a key and the version of its rules, in one statement of its own. Null for an unknown key. */
export async function findCarrierKey(
  hash: Uint8Array<ArrayBuffer>,
): Promise<{ shop: string; version: number } | null> {
  const rows = await prepared<{ shop: string; rules_version: number }>(
    "carrier-key",
    "SELECT shop, rules_version FROM carrier_key_of($1)",
    [Buffer.from(hash)],
  );
  const [row] = rows;
  return row ? { shop: row.shop, version: row.rules_version } : null;
}
