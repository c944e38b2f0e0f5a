import { ok, problem, type Result } from "../../lib/result";

/** Longest message, in characters as Unicode counts them. */
export const longestMessage = 2_000;
/** Longest reply; staff may need more room than a buyer. */
export const longestReply = 5_000;

export type MessageProblem = "message-empty" | "message-too-long" | "message-unreadable";

/**
 * A message as plain text: NFC, line breaks as \n, without control characters and without the invisible ones that
 * turn the reading direction, which could dress one text as another. What looks like markup stays as it was typed.
 */
export function readMessage(text: string, most: number): Result<string, MessageProblem> {
  if (!text.isWellFormed() || text.includes("\0")) return problem("message-unreadable");
  const plain = text
    .normalize("NFC")
    .replace(/\r\n?|[\u2028\u2029]/g, "\n")
    .replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, (character) =>
      character === "\n" || character === "\t" ? character : "",
    )
    .replace(/\n{4,}/g, "\n\n\n")
    .trim();
  if (plain === "") return problem("message-empty");
  return [...plain].length > most ? problem("message-too-long") : ok(plain);
}
