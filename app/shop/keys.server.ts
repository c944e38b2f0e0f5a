import { hkdfSync, randomBytes } from "node:crypto";
import type { Vault } from "../context";
import type { Db } from "../db.server";
import { env } from "../env.server";
import { emptyTally, type SweepTally, sweepValue } from "../lib/key-sweep.server";
import { blindIndex, type NamedKey, seal, unseal } from "../lib/sealed.server";

/** How long a process trusts its copy of a shop's keys, in milliseconds. */
const cacheMs = 60_000;
const cacheMost = 5_000;
/** `at` by the monotonic clock: were the other one put back, destroyed keys would be trusted for longer. */
const cache = new Map<string, { vault: Vault; epoch: number | null; at: number }>();

function wrapPlace(shop: string, keyId: string): string {
  return `${shop}|ShopKey.wrapped|${keyId}`;
}

/**
 * The shop's vault if this process has read it within the last minute, in that install of the shop where one is named;
 * no question to the database. Another process may have destroyed its keys: whoever names no install must have that
 * checked, as the statement does that accepts a delivery.
 */
export function rememberedVault(shop: string, epoch?: number): Vault | null {
  const cached = cache.get(shop);
  if (!cached || performance.now() - cached.at >= cacheMs) return null;
  return epoch === undefined || epoch === cached.epoch ? cached.vault : null;
}

/**
 * The shop's vault, with a first key made when the shop has none and `create` asks for it. `epoch` is the install the
 * shop's row names: keys change with it, so that what is remembered of an earlier one is not used.
 * Destroying the shop's keys makes everything sealed with them unreadable; null then.
 */
export async function vaultOf(
  db: Db,
  shop: string,
  options: { create: true } | { epoch: number | null },
): Promise<Vault | null> {
  const create = "create" in options;
  const remembered = create || options.epoch === null ? null : rememberedVault(shop, options.epoch);
  if (remembered) return remembered;
  let rows = await db.shopKey.findMany({ where: { shopId: shop }, orderBy: { createdAt: "desc" } });
  if (rows.length === 0 && create) {
    await db.shopKey.createMany({ data: [newKey(shop)], skipDuplicates: true });
    rows = await db.shopKey.findMany({ where: { shopId: shop }, orderBy: { createdAt: "desc" } });
  }
  const keys = rows.map((row) => ({
    id: row.keyId,
    bytes: new Uint8Array(unseal(env.ENCRYPTION_KEYS, wrapPlace(shop, row.keyId), row.wrapped)),
  }));
  const [current] = keys;
  if (!current) return null;
  const vault = vaultWith(shop, current, keys);
  // A key made in this transaction is not cached: the transaction may still be rolled back.
  if (!create) remember(shop, vault, options.epoch);
  return vault;
}

function newKey(shop: string) {
  const [master] = env.ENCRYPTION_KEYS;
  if (!master) throw new Error("no encryption key");
  const keyId = randomBytes(4).toString("hex");
  return {
    shopId: shop,
    keyId,
    wrapped: seal(master, wrapPlace(shop, keyId), randomBytes(32)),
    createdAt: new Date(),
  };
}

function remember(shop: string, vault: Vault, epoch: number | null): void {
  if (cache.size >= cacheMost) {
    const oldest = cache.keys().next().value;
    if (oldest !== undefined) cache.delete(oldest);
  }
  cache.set(shop, { vault, epoch, at: performance.now() });
}

export function forgetVault(shop: string): void {
  cache.delete(shop);
}

/** Destroys the shop's keys. What they sealed stays behind as noise, in backups too. */
export async function destroyKeys(db: Db, shop: string): Promise<void> {
  await db.shopKey.deleteMany({ where: { shopId: shop } });
  forgetVault(shop);
}

/** Wraps the shop's keys anew that are under an old master key. What they seal, and what a process remembers, stays. */
export async function rewrapKeys(db: Db, shop: string): Promise<SweepTally> {
  const tally = emptyTally();
  for (const { keyId, wrapped } of await db.shopKey.findMany({ where: { shopId: shop } })) {
    await sweepValue(env.ENCRYPTION_KEYS, tally, {
      place: wrapPlace(shop, keyId),
      value: wrapped,
      // A key destroyed meanwhile stays destroyed.
      async replace(again) {
        const where = { shopId: shop, keyId, wrapped };
        return (await db.shopKey.updateMany({ where, data: { wrapped: again } })).count > 0;
      },
    });
  }
  return tally;
}

function vaultWith(shop: string, current: NamedKey, keys: NamedKey[]): Vault {
  // The oldest key makes the indexes, so that a newer one does not lose every look-up.
  const eldest = keys.at(-1) ?? current;
  const indexKey = {
    id: eldest.id,
    bytes: new Uint8Array(hkdfSync("sha256", eldest.bytes, "", "blind index", 32)),
  };
  const at = (place: string, row: string) => `${shop}|${place}|${row}`;
  return {
    seal: (place, row, plain) =>
      seal(current, at(place, row), typeof plain === "string" ? Buffer.from(plain) : plain),
    open: (place, row, sealed) => unseal(keys, at(place, row), sealed),
    openText: (place, row, sealed) => unseal(keys, at(place, row), sealed).toString(),
    index: (purpose, text) => blindIndex(indexKey, purpose, text),
  };
}
