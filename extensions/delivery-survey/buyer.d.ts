import type { Api } from "@shopify/ui-extensions/purchase.thank-you.block.render";

// What the thank-you page hands to the block. Declared per module, because the packages of the other surfaces declare a
// global of the same name.
declare module "./src/thank-you.tsx" {
  const shopify: Api;
}
