import type { saveMarket } from "../commands.server";
import type { MarketFields } from "../core/market-form";

type ProblemOf<C extends (...args: never[]) => Promise<unknown>> =
  Extract<Awaited<ReturnType<C>>, { ok: false }> extends { problem: infer P } ? P : never;

/** Words for what can go wrong when a market is saved. */
export const marketProblems = {
  "hours-unreadable": "markets.problem.hoursUnreadable",
  "hours-empty": "markets.problem.hoursUnreadable",
  "holidays-unreadable": "markets.problem.holidaysUnreadable",
  "holidays-too-many": "markets.problem.holidaysTooMany",
  "email-unreadable": "markets.problem.emailUnreadable",
  "phone-unreadable": "markets.problem.phoneUnreadable",
  "chat-unreadable": "markets.problem.chatUnreadable",
  "zone-unknown": "markets.problem.zoneUnknown",
  "duties-unproven": "markets.problem.dutiesUnproven",
  "date-unreadable": "markets.problem.dateUnreadable",
  "not-found": "markets.problem.notFound",
  "not-allowed": "markets.problem.notAllowed",
  "form-unreadable": "problem.formUnreadable",
  "no-answer": "problem.noAnswer",
} as const satisfies Record<ProblemOf<typeof saveMarket> | "form-unreadable" | "no-answer", string>;

export type MarketProblem = keyof typeof marketProblems;
export type MarketAnswer = { ok: true } | { ok: false; problem: MarketProblem };

/** The field beside which a problem is said; what belongs to none is said above the form. */
export const fieldOfProblem: Partial<Record<MarketProblem, keyof MarketFields>> = {
  "hours-unreadable": "monday",
  "hours-empty": "monday",
  "holidays-unreadable": "holidays",
  "holidays-too-many": "holidays",
  "email-unreadable": "email",
  "phone-unreadable": "phone",
  "chat-unreadable": "chat",
  "zone-unknown": "zone",
  "duties-unproven": "dutiesSource",
  "date-unreadable": "dutiesAsOf",
};
