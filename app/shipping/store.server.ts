import { Prisma } from "@prisma/client";
import type { Tenant } from "../context";
import type { Db } from "../db.server";
import {
  type Conversion,
  conversionsShape,
  type Handling,
  handlingShape,
  type Service,
  serviceShape,
  usualHandling,
} from "./core/service";

export type SharedRules = { version: number; handling: Handling; conversions: Conversion[] };

const toService = (row: unknown): Service => serviceShape.parse(row);

/** Every service of the shop by rate code. Throws on a row that cannot be read: half a list would misprice. */
export async function listServices(db: Db, shop: Tenant): Promise<Service[]> {
  const rows = await db.shippingService.findMany({ where: { shopId: shop.id }, orderBy: { code: "asc" } });
  return rows.map(toService);
}

export async function findService(db: Db, shop: Tenant, id: string): Promise<Service | null> {
  const row = await db.shippingService.findUnique({ where: { shopId_id: { shopId: shop.id, id } } });
  return row && toService(row);
}

/** The service of a rate code without its packaging suffix. */
export async function findServiceByRateCode(db: Db, shop: Tenant, code: string): Promise<Service | null> {
  const row = await db.shippingService.findUnique({ where: { shopId_code: { shopId: shop.id, code } } });
  return row && toService(row);
}

/** Writes a service whole. Its code is set once, when it is new. */
export async function saveService(db: Db, shop: Tenant, service: Service, at: Date): Promise<void> {
  const { id, code, version: _version, packaging, ...rest } = service;
  const data = { ...rest, packaging: packaging ?? Prisma.DbNull, updatedAt: at };
  await db.shippingService.upsert({
    where: { shopId_id: { shopId: shop.id, id } },
    create: { ...data, shopId: shop.id, id, code, createdAt: at },
    update: { ...data, version: { increment: 1 } },
  });
}

/** What all services share, once anything was said or offered. */
export async function findSharedRules(db: Db, shop: Tenant): Promise<SharedRules | null> {
  const row = await db.shippingRules.findUnique({ where: { shopId: shop.id } });
  if (!row) return null;
  return {
    version: row.version,
    handling: handlingShape.parse(row.handling),
    conversions: conversionsShape.parse(row.conversions),
  };
}

/** Makes every process answer from the tables again: the version it compares grows. Answers the new version. */
export async function raiseVersion(
  db: Db,
  shop: Tenant,
  at: Date,
  change: Partial<Omit<SharedRules, "version">> = {},
): Promise<number> {
  const { version } = await db.shippingRules.upsert({
    where: { shopId: shop.id },
    create: { shopId: shop.id, handling: usualHandling, conversions: [], ...change, changedAt: at },
    update: { ...change, version: { increment: 1 }, changedAt: at },
  });
  return version;
}
