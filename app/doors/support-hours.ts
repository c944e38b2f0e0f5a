import type { MarketInForce } from "../markets/core/market";
import { addBusinessMinutes, isOpen, nextOpening } from "../markets/core/support-hours";

/** Support time within which a first reply is due, in minutes of the team's hours: one working day. */
const firstReplyMinutes = 480;

/** Where a buyer gets help, when the team is back (null while it is there), and by when it answers. */
export function supportFor(market: MarketInForce, now: Date) {
  return {
    channels: market.channels,
    opensAt: isOpen(now, market.support) ? null : (nextOpening(now, market.support)?.toISOString() ?? null),
    answersBy: addBusinessMinutes(now, firstReplyMinutes, market.support).toISOString(),
  };
}
