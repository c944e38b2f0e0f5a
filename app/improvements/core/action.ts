import type { Dimension } from "../../surveys/core/item-bank";

/** What a step is meant to change: one dimension, in a market and of a provider; null stands for all of them. */
export type ActionCell = {
  /** A market's id, `default` for countries without one. */
  market: string | null;
  /** Empty for carriers that belong to no provider that is known. */
  providerId: string | null;
  dimension: Dimension;
};

/** Something done differently, in a person's words, and for how long. */
export type ImprovementAction = ActionCell & {
  id: string;
  step: string;
  /** Subjects of staff members. */
  startedBy: string;
  startedAt: Date;
  endedBy: string | null;
  endedAt: Date | null;
};

/** Longest description of a step, in UTF-16 units. */
export const longestStep = 300;

/** How far back the answers from before the start are taken; older ones tell of another time of the year. */
const baselineDays = 90;

/** The stretches of time whose answers are compared; an action that was ended is judged by what came until then. */
export function periodsOf(
  { startedAt, endedAt }: Pick<ImprovementAction, "startedAt" | "endedAt">,
  now: Date,
) {
  const first = new Date(startedAt.getTime() - baselineDays * 86_400_000);
  return { before: { from: first, to: startedAt }, after: { from: startedAt, to: endedAt ?? now } };
}
