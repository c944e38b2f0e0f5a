import { ok, problem, type Result } from "../../lib/result";

export type LineProblem = "empty" | "too-long" | "unreadable";

/**
 * A text a person typed, as one line: NFC, single spaces. `longest` is in UTF-16 units. `unreadable` for control and
 * direction-override characters, which could dress one text as another, and for halves of characters.
 */
export function readLine(text: string, longest: number): Result<string, LineProblem> {
  if (!text.isWellFormed()) return problem("unreadable");
  const line = text
    .normalize("NFC")
    .replace(/[\s\u00a0]+/gu, " ")
    .trim();
  if (/[\p{Cc}\ufffd\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]/u.test(line)) return problem("unreadable");
  if (!/[\p{L}\p{N}]/u.test(line)) return problem("empty");
  return line.length > longest ? problem("too-long") : ok(line);
}
