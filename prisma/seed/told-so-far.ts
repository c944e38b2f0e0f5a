import { readFile, rename, writeFile } from "node:fs/promises";
import { z } from "zod";

const instant = z.iso.datetime().transform((text) => new Date(text));

const shape = z.object({
  firstStart: instant,
  /** Until when the story is told completely; null before the first telling has ended. */
  toldUntil: instant.nullable(),
  /** A telling that is under way, or was broken off. */
  telling: z.object({ until: instant, reached: instant.nullable() }).nullable(),
});

/** How far the story is told, kept in a file beside the demo's data. */
export type ToldSoFar = z.infer<typeof shape>;

export async function readToldSoFar(file: string, now: Date): Promise<ToldSoFar> {
  const kept = await readFile(file, "utf8").catch(() => null);
  return kept === null ? { firstStart: now, toldUntil: null, telling: null } : shape.parse(JSON.parse(kept));
}

export async function keepToldSoFar(file: string, told: ToldSoFar): Promise<void> {
  await writeFile(`${file}.new`, JSON.stringify(told));
  await rename(`${file}.new`, file);
}
