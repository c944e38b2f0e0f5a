import type { ParseKeys } from "i18next";

/** What a route tells the document about itself. */
export type PageHandle = { title: ParseKeys };

/** The title of the innermost page that has one. */
export function pageTitleOf(matches: { handle?: unknown }[]): ParseKeys | null {
  for (const { handle } of [...matches].reverse()) {
    if (typeof handle === "object" && handle !== null && "title" in handle) {
      return (handle as PageHandle).title;
    }
  }
  return null;
}
