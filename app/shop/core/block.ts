/** The blocks a merchant places on pages of the store; only a buyer's request proves that one is there. */
export const blocks = ["thank-you", "order-status", "product-page"] as const;
export type Block = (typeof blocks)[number];

export type Sighting = { block: Block; firstSeenAt: Date; lastSeenAt: Date };

/** How long a block may stay unseen before somebody should look whether it is still there, in days. */
const quietDays = 14;
/** Orders since it was last seen that make its silence odd: a store that sells nothing has nobody to see it. */
export const enoughOrders = 5;

/** `unseen` since the install; `quiet`: seen before, not for two weeks though orders came; else `live`. */
export type BlockState = "unseen" | "live" | "quiet";

/** When a block last seen then counts as quiet, should orders have come since. */
export function quietFrom({ lastSeenAt }: Pick<Sighting, "lastSeenAt">): Date {
  return new Date(lastSeenAt.getTime() + quietDays * 86_400_000);
}

/** `ordersSince`: placed after it was last seen. */
export function blockState(
  sighting: Pick<Sighting, "lastSeenAt"> | null,
  { now, ordersSince }: { now: Date; ordersSince: number },
): BlockState {
  if (!sighting) return "unseen";
  return now >= quietFrom(sighting) && ordersSince >= enoughOrders ? "quiet" : "live";
}

/**
 * The platform's documented addresses inside a store's admin, where a block is placed: the checkout editor with this
 * app's blocks open, and the theme editor with the block added to the product page, to be saved by the merchant.
 */
export function editorOf(block: Block, clientId: string): string {
  const admin = "shopify://admin";
  if (block !== "product-page") {
    return `${admin}/settings/checkout/editor?${new URLSearchParams({ page: block, context: "apps", app: clientId })}`;
  }
  // The block's file in extensions/storefront-promise/blocks; its slash stays as the platform writes it.
  const added = `addAppBlockId=${encodeURIComponent(clientId)}/promise`;
  return `${admin}/themes/current/editor?template=product&${added}&target=mainSection`;
}
