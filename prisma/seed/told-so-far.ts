import { readFile, rename, writeFile } from "node:fs/promises";
import { z } from "zod";

const instant = z.iso.datetime().transform((text) => new Date(text));

const shape = z.object({
  firstStart: instant,
  /** Until when the story is told completely; null before the first telling has ended. */
  toldUntil: instant.nullable(),
  /** A telling that is under way, or was broken off. */
  telling: z.object({ until: instant, reached: instant.nullable() }).nullable(),
  /** When what stands on the cusp was told last; null before it was. */
  cuspAt: instant.nullable().default(null),
  /** Which app the forwarder's link leads to, and since when; null before there is one. */
  invited: z.object({ to: z.string(), at: instant }).nullable().default(null),
});

/** How far the story is told, kept in a file beside the demo's data. */
export type ToldSoFar = z.infer<typeof shape>;

export async function readToldSoFar(file: string, now: Date): Promise<ToldSoFar> {
  const kept = await readFile(file, "utf8").catch(() => null);
  if (kept !== null) return shape.parse(JSON.parse(kept));
  return { firstStart: now, toldUntil: null, telling: null, cuspAt: null, invited: null };
}

export async function keepToldSoFar(file: string, told: ToldSoFar): Promise<void> {
  await writeFile(`${file}.new`, JSON.stringify(told));
  await rename(`${file}.new`, file);
}
