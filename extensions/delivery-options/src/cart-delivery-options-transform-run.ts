export type Input = {
  cart: { deliveryGroups: { deliveryOptions: { handle: string; code?: string | null }[] }[] };
  deliveryCustomization: { metafield?: { jsonValue?: unknown } | null };
};
type Operation = { deliveryOptionHide: { deliveryOptionHandle: string } };
export type Output = { operations: Operation[] };

/** Rate codes the app says must not be chosen; nothing where its word is missing or cannot be read. */
function suspendedCodes(config: unknown): string[] {
  const list = typeof config === "object" && config !== null && "suspended" in config ? config.suspended : [];
  return Array.isArray(list) ? list.filter((one) => typeof one === "string" && one !== "") : [];
}

/**
 * Hides the options of suspended services, with and without their packaging (`CODE+GIFT`). Only hides: prices, names
 * and order stay the store's, so the cheapest option stays first.
 */
export function cartDeliveryOptionsTransformRun(input: Input): Output {
  const suspended = suspendedCodes(input.deliveryCustomization.metafield?.jsonValue);
  const hidden = input.cart.deliveryGroups.flatMap((group) =>
    group.deliveryOptions.filter(({ code }) => suspended.includes(code?.split("+")[0] ?? "")),
  );
  return {
    operations: hidden.map(({ handle }) => ({ deliveryOptionHide: { deliveryOptionHandle: handle } })),
  };
}
