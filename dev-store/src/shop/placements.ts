import { globSync } from "node:fs";
import { basename } from "node:path";
import { extensions, themeExtensions } from "../extensions/manifests.ts";
import type { Platform } from "../platform.ts";
import type { ShopRecord } from "./record.ts";

/** A block a merchant places by hand, and the page of an editor where that is done. */
export type PlaceableBlock = { handle: string; page: string };

/** Targets whose place the merchant chooses in the checkout editor, by its pages. */
const checkoutPages: Record<string, string> = {
  "purchase.thank-you.block.render": "thank-you",
  "customer-account.order-status.block.render": "order-status",
};

export const editorPages = Object.values(checkoutPages);

/** What the app's extensions bring to place: on buyers' pages nothing of an app shows itself. */
export function placeable(platform: Platform): PlaceableBlock[] {
  const checkout = extensions(platform).flatMap(({ handle, targets }) =>
    targets.flatMap(({ target }) => {
      const page = checkoutPages[target];
      return page ? [{ handle, page }] : [];
    }),
  );
  const theme = themeExtensions(platform).flatMap(({ folder }) =>
    globSync("blocks/*.liquid", { cwd: folder })
      .sort()
      .map((file) => ({ handle: basename(file, ".liquid"), page: "product" })),
  );
  return [...checkout, ...theme];
}

const keyOf = ({ handle, page }: PlaceableBlock) => `${page}/${handle}`;

export function isPlaced({ db }: Platform, { facts }: ShopRecord, block: PlaceableBlock): boolean {
  const row = db
    .prepare("select 1 from placement where shop = ? and block = ?")
    .get(facts.handle, keyOf(block));
  return row !== undefined;
}

export function place({ db }: Platform, { facts }: ShopRecord, block: PlaceableBlock): void {
  db.prepare("insert or ignore into placement (shop, block) values (?, ?)").run(facts.handle, keyOf(block));
}

export function takeAway({ db }: Platform, { facts }: ShopRecord, block: PlaceableBlock): void {
  db.prepare("delete from placement where shop = ? and block = ?").run(facts.handle, keyOf(block));
}

/** Whether an extension shows itself at a target: where the merchant chooses, only once they have placed it. */
export function showsItself(platform: Platform, shop: ShopRecord, handle: string, target: string): boolean {
  const page = checkoutPages[target];
  return page === undefined || isPlaced(platform, shop, { handle, page });
}
