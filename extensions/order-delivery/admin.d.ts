import type { Api } from "@shopify/ui-extensions/admin.order-details.block.render";

// What the admin hands to the block: the order's id, words and formats of the person's language. Declared per module,
// because the packages of the other surfaces declare a global of the same name. The platform's tool writes a
// shopify.d.ts of the same meaning beside this file whenever it runs; nothing reads that one.
declare module "./src/block.tsx" {
  const shopify: Api;
}
declare module "./src/parcel-card.tsx" {
  const shopify: Api;
}
