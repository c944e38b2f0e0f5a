/** Characters a comment may have. */
export const longestComment = 1_000;

const email = /[^\s@<>()]+@[^\s@<>()]+\.[^\s@<>().,;:!?]+/gu;
/** Seven digits or more, also in groups: phone, card and document numbers. Order numbers are shorter. */
const longNumber = /\+?\p{Nd}(?:[\s().\-/]*\p{Nd}){6,}/gu;
// Writing directions turned around would let a comment rewrite the page around it.
const unseen = /[\p{Cc}\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/gu;

/**
 * A buyer's own words as they are kept: plain text of at most 1,000 characters, addresses for mail and long numbers
 * hidden, because nobody needs them here. Null when nothing is left.
 */
export function readComment(text: string): string | null {
  const plain = text
    .replace(/\r\n?/g, "\n")
    .replace(unseen, (sign) => (sign === "\n" ? sign : " "))
    .replace(email, "•••")
    .replace(longNumber, "•••")
    .trim();
  return plain === "" ? null : [...plain].slice(0, longestComment).join("").trim();
}
