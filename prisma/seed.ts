import { closeDatabase } from "../app/db.server";
import { env } from "../app/env.server";
import { stopQueue } from "../app/jobs/queue.server";
import { restReading } from "../app/orders/catch-up-commands.server";
import { linkEnd } from "../app/providers/core/invitation";
import { inviteForwarder, lapseInsurance } from "./seed/open-doors";
import type { Control } from "./seed/platform";
import { tellCusp, tellStory } from "./seed/tell-story";
import { Teller } from "./seed/teller";
import { keepToldSoFar, readToldSoFar, type ToldSoFar } from "./seed/told-so-far";

// Tells the invented shop's story to an app that is installed and a dev store that is up: its first 90 days at the first
// run, and what has happened since at later ones. A run that is broken off is finished by the next.

const seed = "sunda";
const shop = "sunda-trading.myshopify.com";

const cuspLastsMs = 3_600_000;

const { STORY_STATE: stateFile = "", DEV_STORE_URL: devStore = "" } = process.env;
if (!stateFile || !devStore) throw new Error("The story needs STORY_STATE and DEV_STORE_URL.");

const control: Control = async (call, body) => {
  const answer = await fetch(`${devStore}/control/${call}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`The dev store refused ${call}: ${(await answer.text()).slice(0, 300)}`);
  return answer.json();
};

function say(step: string, startedAt: number, detail: string): void {
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
  process.stdout.write(`${step.padEnd(13)} ${seconds.padStart(5)} s  ${detail}\n`);
}

async function tell(told: ToldSoFar, until: Date): Promise<ToldSoFar> {
  const startedAt = performance.now();
  const { firstStart, toldUntil } = told;
  const teller = await Teller.of(shop, until);
  let state: ToldSoFar = { ...told, telling: told.telling ?? { until, reached: null } };
  await keepToldSoFar(stateFile, state);
  let shown = 1;
  const { orders } = await tellStory(
    teller,
    control,
    {
      ...{ seed, firstStart, resumeAt: state.telling?.reached ?? null },
      span: { from: toldUntil, until },
      thin: process.env.STORY_THIN === "1",
    },
    async (progress) => {
      state = { ...state, telling: { until, reached: progress.reached } };
      await keepToldSoFar(stateFile, state);
      if (progress.orders < shown * 1_000) return;
      shown += 1;
      say(
        "story",
        startedAt,
        `${progress.orders} orders, up to ${progress.reached.toISOString().slice(0, 10)}`,
      );
    },
  );
  await teller.leaveToWorker();
  state = { ...state, toldUntil: until, telling: null };
  await keepToldSoFar(stateFile, state);
  say("story", startedAt, `${orders} orders told`);
  return state;
}

/** Longer than any telling; one that is broken off does not keep the app from reading for good. */
const tellingLastsMs = 1_800_000;

/** Meanwhile the app reads nothing by itself: it would look at orders of the past by the clock of today. */
async function tellUndisturbed(): Promise<void> {
  const { ctx } = await Teller.of(shop, new Date());
  await restReading(ctx, new Date(Date.now() + tellingLastsMs));
  await tellAll();
  await restReading(ctx, null);
}

/** Each step is kept once it is done, so that a start that was broken off between two goes on with the second. */
async function tellAll(): Promise<void> {
  let told = await readToldSoFar(stateFile, new Date());
  if (told.telling) told = await tell(told, told.telling.until);
  told = await tell(told, told.toldUntil === null ? told.firstStart : new Date());
  const at = new Date();
  // A start soon after another finds its cusp still there.
  if (told.cuspAt === null || at.getTime() - told.cuspAt.getTime() > cuspLastsMs) {
    await tellCusp(await Teller.of(shop, at), control, at);
    told = { ...told, cuspAt: at };
    await keepToldSoFar(stateFile, told);
  }
  // A link names the app's address, which a start on other ports changes, and opens nothing once it has run out.
  const { invited } = told;
  if (invited?.to === env.SHOPIFY_APP_URL && at < linkEnd(invited.at)) return;
  await inviteForwarder(await Teller.of(shop, at), control, { answers: invited === null });
  await keepToldSoFar(stateFile, { ...told, invited: { to: env.SHOPIFY_APP_URL, at } });
}

try {
  // Asked for by the page of doors, long after the story is told.
  if (process.argv.includes("--lapse"))
    process.stdout.write(`${await lapseInsurance(await Teller.of(shop, new Date()))}\n`);
  else await tellUndisturbed();
} finally {
  await stopQueue();
  await closeDatabase();
}
