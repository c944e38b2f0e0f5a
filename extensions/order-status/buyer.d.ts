import type { Api } from "@shopify/ui-extensions/customer-account.order-status.block.render";

// What the order-status page hands to the block. Declared per module, because the packages of the other surfaces
// declare a global of the same name.
declare module "./src/order-status.tsx" {
  const shopify: Api;
}
