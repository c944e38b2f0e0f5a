/**
 * Text of a carrier or a buyer, to stand inside our own: its writing direction stays its own, and marks that would
 * turn what follows around are gone.
 */
export function foreignText(text: string): string {
  return `\u2068${text.replace(/[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g, "")}\u2069`;
}
