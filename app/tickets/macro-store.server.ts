import type { Tenant } from "../context";
import type { Db } from "../db.server";

export type MacroText = { id: string; language: string; position: number; title: string; body: string };

/** A shop's macros in the order they are offered, in all their languages. */
export async function listMacros(db: Db, shop: Tenant): Promise<MacroText[]> {
  return db.ticketMacro.findMany({
    where: { shopId: shop.id },
    orderBy: [{ position: "asc" }, { id: "asc" }, { language: "asc" }],
    select: { id: true, language: true, position: true, title: true, body: true },
    take: 500,
  });
}

/** Adds macros; a text that exists already stays as the shop has it. */
export async function placeMacros(
  db: Db,
  shop: Tenant,
  macros: readonly MacroText[],
  at: Date,
): Promise<void> {
  await db.ticketMacro.createMany({
    data: macros.map((macro) => ({ shopId: shop.id, ...macro, placedAt: at })),
    skipDuplicates: true,
  });
}
