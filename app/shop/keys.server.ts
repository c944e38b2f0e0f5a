import { hkdfSync, randomBytes } from "node:crypto";
import type { Vault } from "../context";
import type { Db } from "../db.server";
import { env } from "../env.server";
import { blindIndex, type NamedKey, seal, unseal } from "../lib/sealed.server";

/** How long a process trusts its copy of a shop's keys, in milliseconds. */
const cacheMs = 60_000;
const cacheMost = 5_000;
/** `at` by the monotonic clock: were the other one put back, destroyed keys would be trusted for longer. */
const cache = new Map<string, { vault: Vault; at: number }>();

function wrapPlace(shop: string, keyId: string): string {
  return `${shop}|ShopKey.wrapped|${keyId}`;
}

/** The shop's vault if this process has read it within the last minute; no question to the database. */
export function rememberedVault(shop: string): Vault | null {
  const cached = cache.get(shop);
  return cached && performance.now() - cached.at < cacheMs ? cached.vault : null;
}

/**
 * The shop's vault, with a first key made when the shop has none and `create` asks for it.
 * Destroying the shop's keys makes everything sealed with them unreadable; null then.
 */
export async function vaultOf(
  db: Db,
  shop: string,
  options: { create?: boolean } = {},
): Promise<Vault | null> {
  const remembered = options.create ? null : rememberedVault(shop);
  if (remembered) return remembered;
  let rows = await db.shopKey.findMany({ where: { shopId: shop }, orderBy: { createdAt: "desc" } });
  if (rows.length === 0 && options.create) {
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
  if (!options.create) remember(shop, vault);
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

function remember(shop: string, vault: Vault): void {
  if (cache.size >= cacheMost) {
    const oldest = cache.keys().next().value;
    if (oldest !== undefined) cache.delete(oldest);
  }
  cache.set(shop, { vault, at: performance.now() });
}

export function forgetVault(shop: string): void {
  cache.delete(shop);
}

/** Destroys the shop's keys. What they sealed stays behind as noise, in backups too. */
export async function destroyKeys(db: Db, shop: string): Promise<void> {
  await db.shopKey.deleteMany({ where: { shopId: shop } });
  forgetVault(shop);
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
