import { mkdir, stat } from "node:fs/promises";
import path from "node:path";
import type { Page } from "playwright-core";

const folder = path.resolve(import.meta.dirname, "../../../docs/tour");
const largestBytes = 150_000;

/** Takes a picture of the README's tour, when asked to (TOUR_PICTURES=1): a run of the tests changes no file. */
export async function tourPicture(page: Page, name: string): Promise<void> {
  if (!process.env.TOUR_PICTURES) return;
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, `${name}.png`);
  await page.mouse.move(0, 0);
  await page.screenshot({ path: file, animations: "disabled", caret: "hide" });
  const { size } = await stat(file);
  if (size > largestBytes) throw new Error(`${name}.png has ${size} bytes, more than a README should load.`);
}
