import { ok, problem, type Result } from "../../lib/result";
import { formFor } from "./form";
import { currentVersion, lowFelt, scale } from "./item-bank";
import type { Touch } from "./wording";

/** One statement's answer: 1 to 7, or null with the reason. */
export type Answer = { item: string; value: number | null; reason: "does-not-apply" | null };

/** What a buyer's block sends at once: some or all answers of one form. */
export type Part = {
  orderId: string;
  touch: Touch;
  version: string;
  clientId: string;
  locale: string;
  answers: Answer[];
  /** The buyer's own words after delivery; null without any. */
  comment: string | null;
};

export type PartProblem = "version-changed" | "not-on-form" | "bad-answer";

/**
 * Holds a part against the form of its order. `version-changed`: not the bank in use · `not-on-form`: a statement this
 * order is not asked · `bad-answer`: off the scale, neither value nor reason, one statement answered twice, or nothing that can be
 * kept: words are asked for after delivery only.
 */
export function checkPart(part: Part): Result<Part, PartProblem> {
  if (part.version !== currentVersion) return problem("version-changed");
  const form = new Set(formFor(part.orderId, part.version).map((item) => item.id));
  if (part.answers.some((answer) => !form.has(answer.item))) return problem("not-on-form");
  if (new Set(part.answers.map((answer) => answer.item)).size < part.answers.length) {
    return problem("bad-answer");
  }
  if (part.comment !== null && part.touch !== "perception") return problem("bad-answer");
  if (part.answers.length === 0 && part.comment === null) return problem("bad-answer");
  return part.answers.every(isAnswer) ? ok(part) : problem("bad-answer");
}

function isAnswer({ value, reason }: Answer): boolean {
  if (value === null) return reason !== null;
  const onScale = Number.isInteger(value) && value >= scale.lowest && value <= scale.highest;
  return onScale && reason === null;
}

/** The statements of a part a person should look at, with the lowest value; null when there is none. */
export function lowOf(touch: Touch, answers: readonly Answer[]): { items: string[]; lowest: number } | null {
  if (touch !== "perception") return null;
  const low = answers.flatMap(({ item, value }) =>
    value !== null && value <= lowFelt ? [{ item, value }] : [],
  );
  if (low.length === 0) return null;
  return { items: low.map(({ item }) => item), lowest: Math.min(...low.map(({ value }) => value)) };
}
