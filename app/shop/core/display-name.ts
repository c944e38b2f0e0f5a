import { ok, problem, type Result } from "../../lib/result";

/** Longest display name, in user-perceived characters. */
export const longestDisplayName = 60;

export type DisplayNameProblem = "name-empty" | "name-too-long" | "name-unreadable";

/**
 * A staff member's name as colleagues and buyers will read it: NFC, single spaces, no line breaks.
 * Refuses control and direction-override characters (`name-unreadable`), which could dress one name as another.
 */
export function readDisplayName(text: string): Result<string, DisplayNameProblem> {
  if (!text.isWellFormed()) return problem("name-unreadable");
  const name = text
    .normalize("NFC")
    .replace(/[\s\u00a0]+/gu, " ")
    .trim();
  if (/[\p{Cc}\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]/u.test(name)) return problem("name-unreadable");
  if (!/[\p{L}\p{N}]/u.test(name)) return problem("name-empty");
  const length = [...new Intl.Segmenter("en", { granularity: "grapheme" }).segment(name)].length;
  return length > longestDisplayName ? problem("name-too-long") : ok(name);
}
