import { appendFileSync } from "node:fs";

/** How large a promise's test is run: `short` inside verify, `full` by `npm run faults`. */
export const form: "short" | "full" = process.env.FAULTS_FORM === "full" ? "full" : "short";

/** The size for the form that is run. */
export function sized<Size>(sizes: { short: Size; full: Size }): Size {
  return sizes[form];
}

/**
 * Hands on what was done to a promise and seen of it, for `npm run faults` to print: counts, and times in
 * milliseconds under names that end with `Ms`. Called before anything is expected of them, so that a broken promise
 * shows its figures, too.
 */
export function seen(promise: number, figures: Record<string, number | string>): void {
  const file = process.env.FAULTS_REPORT;
  if (file) appendFileSync(file, `${JSON.stringify({ promise, figures })}\n`);
}
