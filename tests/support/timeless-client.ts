import { vi } from "vitest";
import { adminClient } from "../../app/gateways/shopify/admin-client.server";
import { ShopDetailsDocument } from "../../app/gateways/shopify/documents.generated";
import { offlineToken } from "../../app/gateways/shopify/offline-token.server";

let hours = 0;

/** A moment long after any before, so that nothing is missing of a shop's budget. */
export function freshClock(): { ms: number } {
  hours += 1;
  return { ms: hours * 3_600_000 };
}

/** A client whose waits take no time but are written down (ms), with the dice always showing `random`. */
export function clientFor(shop: string, { random = 0, clock = freshClock() } = {}) {
  const waits: number[] = [];
  const onNeedsLogin = vi.fn(async () => undefined);
  const client = adminClient({
    shop,
    token: (refused) => offlineToken(shop, refused),
    onNeedsLogin,
    sleep: async (ms) => {
      clock.ms += ms;
      if (ms > 0) waits.push(ms);
    },
    now: () => clock.ms,
    random: () => random,
  });
  return {
    client,
    waits,
    waited: () => waits.reduce((sum, ms) => sum + ms, 0),
    onNeedsLogin,
    details: () => client.ask(ShopDetailsDocument, {}),
  };
}
