import type { MarketInForce } from "../markets/core/market";
import { addBusinessMinutes, isOpen, nextOpening } from "../markets/core/support-hours";
import { firstReplyTarget } from "../tickets/queries.server";

/** Where a buyer gets help, when the team is back (null while it is there), and by when it answers at the latest. */
export function supportFor(market: MarketInForce, now: Date) {
  return {
    channels: market.channels,
    opensAt: isOpen(now, market.support) ? null : (nextOpening(now, market.support)?.toISOString() ?? null),
    answersBy: addBusinessMinutes(now, firstReplyTarget, market.support).toISOString(),
  };
}
