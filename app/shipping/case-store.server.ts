import type { Tenant } from "../context";
import type { Db } from "../db.server";
import { offeredShape, type ShippingCase, trialCartShape } from "./core/trial-cart";

/** The carts that were kept, by name. */
export async function listCases(db: Db, shop: Tenant): Promise<ShippingCase[]> {
  const rows = await db.shippingCase.findMany({ where: { shopId: shop.id }, orderBy: { name: "asc" } });
  return rows.map(({ id, name, question, expected, savedAt }) => {
    return {
      id,
      name,
      savedAt,
      cart: trialCartShape.parse(question),
      expected: offeredShape.parse(expected),
    };
  });
}

/** Keeps a cart; one of the same name is replaced. */
export async function saveCase(db: Db, shop: Tenant, kept: ShippingCase): Promise<void> {
  const { id, name, cart, expected, savedAt } = kept;
  const data = { question: cart, expected, savedAt };
  await db.shippingCase.upsert({
    where: { shopId_name: { shopId: shop.id, name } },
    create: { shopId: shop.id, id, name, ...data },
    update: data,
  });
}

/** Answers whether there was one. */
export async function deleteCase(db: Db, shop: Tenant, id: string): Promise<boolean> {
  const { count } = await db.shippingCase.deleteMany({ where: { shopId: shop.id, id } });
  return count > 0;
}
