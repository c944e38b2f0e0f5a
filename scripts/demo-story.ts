import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { openApp } from "./demo-seed.ts";
import { startGuarded } from "./guarded-process.ts";
import { withClient } from "./postgres-accounts.ts";
import type { Stack } from "./stack.ts";
import { redirectToDevStore } from "./stack-environment.ts";

const shop = "sunda-trading";

/** Where the built story lies, where it keeps how far it is told, who is shown its lines, and how much is told. */
export type StoryOptions = {
  buildDir: string;
  stateFile: string;
  say: (line: string) => void;
  /** Leaves out most orders that nobody answers or writes about. */
  thin?: boolean;
};

/**
 * Gives the demo its invented shop: the owner opens the app, which takes the installation over, and the story is told
 * up to now. Told at every start; what is told already takes no time.
 */
export async function tellDemoStory(stack: Stack, options: StoryOptions): Promise<void> {
  await openApp(stack);
  await untilKnown(stack);
  await runSeed(stack, options);
}

/** Runs the built story, or with `--lapse` what the page of doors asks of it. Answers its last lines. */
export async function runSeed(
  stack: Stack,
  { buildDir, stateFile, say, thin = false }: StoryOptions,
  ...args: "--lapse"[]
): Promise<string[]> {
  const lines: string[] = [];
  const child = startGuarded({
    command: process.execPath,
    args: [...redirectToDevStore, path.join(buildDir, "seed.js"), ...args],
    cwd: buildDir,
    env: {
      ...stack.appEnvironment,
      LOG_LEVEL: "warn",
      STORY_STATE: stateFile,
      ...(thin && { STORY_THIN: "1" }),
    },
    onLine: (line, stream) => {
      lines.splice(0, Math.max(0, lines.length - 40));
      lines.push(line);
      if (stream === "out" && !line.startsWith("{")) say(line);
    },
  });
  const failed = stack.failure.then(async (sentence) => {
    await child.stop();
    throw new Error(sentence);
  });
  const code = await Promise.race([child.ended, failed]);
  if (code !== 0) throw new Error(`The story could not be told:\n${lines.join("\n")}`);
  return lines;
}

/**
 * The worker reads the shop's zone and markets first: promises and support hours are reckoned by them. And it looks for
 * orders from before the install, of which there are none yet: those of the story it is told. Of the walks that read the
 * store, the one for deletions is the last.
 */
async function untilKnown(stack: Stack): Promise<void> {
  await withClient(stack.database.urlsOf("fairlead").superuserUrl, async (client) => {
    for (let tries = 0; tries < 600; tries++) {
      const { rows } = await client.query<{ known: boolean }>(
        `select exists (select 1 from "Shop" s where s."id" = $1 and s."detailsAt" is not null)
           and exists (select 1 from "Market" m where m."shopId" = $1)
           and (exists (select 1 from "OrderPass" p where p."shopId" = $1 and p."kind" = 'deletions'
             and p."finishedAt" is not null)
             or exists (select 1 from "Order" o where o."shopId" = $1)) as known`,
        [`${shop}.myshopify.com`],
      );
      if (rows[0]?.known) return;
      await sleep(100);
    }
    throw new Error(
      "The shop's details, markets and orders were not read within a minute; the worker's log tells why.",
    );
  });
}
