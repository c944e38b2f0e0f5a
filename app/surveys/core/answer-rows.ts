import type { Answer } from "./part";
import type { Touch } from "./wording";

/** The columns of the file of answers: those `npm run servqual` reads, and expectations of after the outcome apart. */
export const answerColumns = [
  "respondent",
  "item",
  "expectation",
  "perception",
  "provider",
  "market",
  "group",
  "expectation_late",
] as const;

/** One line of the file; null where nothing was answered or the statement does not apply. */
export type AnswerRow = Record<(typeof answerColumns)[number], string | number | null>;

type Submission = {
  orderId: string;
  touch: Touch;
  providerId: string;
  market: string;
  parcelLate: boolean;
  answers: readonly (Answer & { late: boolean })[];
};

/**
 * An order's answers as lines, one per statement answered. Provider, market and whether a parcel came late are those of
 * the answers after delivery where there are any: that is when it was known who carried it.
 */
export function answerRows(
  order: readonly Submission[],
  names: { provider(id: string): string | null; market(id: string): string | null },
): AnswerRow[] {
  const expected = order.find((one) => one.touch === "expectation");
  const felt = order.find((one) => one.touch === "perception");
  const whole = felt ?? expected;
  if (!whole) return [];
  const items = [...new Set(order.flatMap((one) => one.answers.map((answer) => answer.item)))].toSorted();
  return items.map((item) => {
    const before = expected?.answers.find((answer) => answer.item === item);
    const after = felt?.answers.find((answer) => answer.item === item);
    return {
      ...{ respondent: whole.orderId, item },
      expectation: before && !before.late ? before.value : null,
      perception: after?.value ?? null,
      provider: names.provider(whole.providerId),
      market: names.market(whole.market),
      group: felt ? (felt.parcelLate ? "late" : "on-time") : null,
      expectation_late: before?.late ? before.value : null,
    };
  });
}
