import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Frame } from "playwright-core";

const axeSource = readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

type AxeResult = { violations: { id: string; nodes: { target: string[] }[] }[] };

/** What axe finds against WCAG 2.2 AA in a frame: rule and place of each violation. */
export async function violationsOf(frame: Frame): Promise<string[]> {
  // Evaluated rather than added as a script: the page's own policy forbids foreign scripts, as it should.
  await frame.evaluate(await axeSource);
  const result = await frame.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(context: unknown, options: unknown): Promise<AxeResult> };
    };
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
    return axe.run(document, { runOnly: { type: "tag", values: tags } });
  });
  return result.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target }) => `${id}: ${target.join(" ")}`),
  );
}

/** How many pixels the frame's page is wider than its window; 0 means no sideways scrolling. */
export async function overflowOf(frame: Frame): Promise<number> {
  return frame.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/**
 * Controls and headings that end outside the window, where a card cuts them off without any sideways scrolling; on a
 * wide screen tables that are wider than their place, too.
 */
export async function cutOffIn(frame: Frame): Promise<string[]> {
  return frame.evaluate(() => {
    const scrolls = (element: Element | null): boolean =>
      element !== null &&
      (/auto|scroll/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
    // On a wide screen nobody looks for a bar below a table to find its last column.
    const tables = [...document.body.querySelectorAll("table")].filter(
      (one) => innerWidth > 1_000 && one.offsetWidth > (one.parentElement?.clientWidth ?? 0) + 1,
    );
    const parts = [
      ...document.body.querySelectorAll("button, input, select, textarea, h1, h2, h3, .Polaris-Badge"),
    ]
      .filter((one) => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
      .filter((one) => !scrolls(one.parentElement))
      // A file field is operated through its visible button; itself it is a point nobody sees.
      .filter((one) => !one.closest(".Polaris-Text--visuallyHidden"))
      .map((one) => `${one.tagName.toLowerCase()} "${(one.textContent ?? "").trim().slice(0, 40)}"`);
    return [...parts, ...tables.map((one) => `a table "${(one.textContent ?? "").trim().slice(0, 40)}"`)];
  });
}
