import { databaseIsAway } from "../../app/db.server";
import { noteSighting } from "../../app/shop/block-commands.server";
import { blocks } from "../../app/shop/core/block";
import { cuspAt } from "../../scripts/story/cusp";
import type { StoryBeginning } from "../../scripts/story/orders";
import { storyDays } from "../../scripts/story/orders";
import { type StoryOrder, tellOrders } from "../../scripts/story/story";
import { thinned } from "../../scripts/story/thin";
import { askAboutLate, askFromRiyadh } from "./cusp";
import { type Control, rememberAtPlatform } from "./platform";
import { stageActions } from "./stage-actions";
import { stageMarkets, stageStaff } from "./stage-markets";
import { type Act, providerActs } from "./stage-providers";
import { stageHandling } from "./stage-services";
import { type Span, tellBatch } from "./tell-orders";
import type { Teller } from "./teller";

/** Orders told in one transaction: it has to end within seconds, also on a busy machine. */
const together = 12;
/** Orders the platform is asked to remember at once. */
const perCall = 120;

export type Telling = StoryBeginning & {
  span: Span;
  /** Orders placed before this instant are told already: a telling broken off goes on from here. */
  resumeAt: Date | null;
  /** Leaves out most orders that nobody answers or writes about. */
  thin?: boolean;
  /** Leaves out every other order. */
  only?: (order: StoryOrder) => boolean;
};

type Progress = { orders: number; reached: Date };

/**
 * Tells the app what happened in the span, in the order of orders. `onProgress` is told after each transaction; whatever
 * is told twice changes nothing.
 */
export async function tellStory(
  teller: Teller,
  control: Control,
  telling: Telling,
  onProgress: (progress: Progress) => Promise<void> | void,
): Promise<{ orders: number }> {
  const { span, resumeAt, firstStart } = telling;
  if (span.from === null && resumeAt === null) await setStage(teller, firstStart);
  const acts = span.from === null ? providerActs(firstStart) : [];
  let orders = 0;
  for await (const page of pagesAhead(teller, control, telling)) {
    for (const batch of page) {
      const last = batch.at(-1)?.story.plan.at ?? span.until;
      await perform(teller, acts, batch[0]?.story.plan.at ?? span.until);
      await tellInTime(teller, batch, span);
      orders += batch.length;
      await onProgress({ orders, reached: last });
    }
  }
  await perform(teller, acts, span.until);
  if (span.from === null) await stageActions(teller, firstStart);
  await seeBlocks(teller, span);
  return { orders };
}

/**
 * A transaction that does not end in time, as on a machine busy with other work, is taken again in halves; an order alone
 * is tried a few times.
 */
async function tellInTime(teller: Teller, batch: Batch, span: Span, tries = 5): Promise<void> {
  try {
    await tellBatch(teller, batch, span);
  } catch (error) {
    if (tries === 1 || !databaseIsAway(error)) throw error;
    const half = Math.ceil(batch.length / 2);
    for (const part of [batch.slice(0, half), batch.slice(half)]) {
      if (part.length > 0) await tellInTime(teller, part, span, tries - 1);
    }
  }
}

/** What the story has on the cusp at this start: it is always due soon, whenever the demo is started. */
export async function tellCusp(teller: Teller, control: Control, now: Date): Promise<void> {
  const { lost, lateTomorrow, asking } = cuspAt(now);
  const orders = [lost, lateTomorrow, asking];
  const known = await rememberAtPlatform(control, teller.ctx.shop.id, orders, now);
  const [batch = []] = inBatches(orders, known, []);
  await tellInTime(teller, batch, { from: null, until: now });
  const asked = batch.find(({ story }) => story === asking);
  if (asked) await askFromRiyadh(teller, asked.known, now);
  const late = batch.find(({ story }) => story === lateTomorrow);
  if (late) await askAboutLate(teller, late.known, now, lateTomorrow.plan.country);
}

async function setStage(teller: Teller, firstStart: Date): Promise<void> {
  const begins = new Date(firstStart.getTime() - storyDays * 86_400_000);
  await stageStaff(teller);
  await teller.together(() => teller.tell(begins, () => stageMarkets(teller, firstStart)));
  await teller.together(() => teller.tell(begins, () => stageHandling(teller)));
}

/** The story's buyers answered in the blocks; what they did not do through the doors is said here. */
async function seeBlocks(teller: Teller, { until }: Span): Promise<void> {
  await teller.together(() =>
    teller.tell(until, async () => {
      for (const block of blocks) await noteSighting(teller.ctx, block);
    }),
  );
}

/** Does what the merchant did until `until`; what is done leaves the list. */
async function perform(teller: Teller, acts: Act[], until: Date): Promise<void> {
  for (let act = acts[0]; act && act.at <= until; act = acts[0]) {
    const { at, run } = act;
    await teller.together(() => teller.tell(at, () => run(teller)));
    acts.shift();
  }
}

type Batch = { story: StoryOrder; known: Awaited<ReturnType<typeof rememberAtPlatform>>[number] }[];

/** The platform remembers the next page while the app is told this one. */
async function* pagesAhead(teller: Teller, control: Control, telling: Telling): AsyncGenerator<Batch[]> {
  const { span, resumeAt } = telling;
  const whole = tellOrders(telling, span.from, span.until);
  const told = telling.thin ? thinned(whole) : whole;
  const boundaries = providerActs(telling.firstStart).map((act) => act.at.getTime());
  const wanted = (order: StoryOrder) =>
    (resumeAt === null || order.plan.at > resumeAt) && (telling.only?.(order) ?? true);
  const load = async (): Promise<Batch[]> => {
    const orders = take(told, perCall, wanted);
    if (orders.length === 0) return [];
    const known = await rememberAtPlatform(control, teller.ctx.shop.id, orders, span.until);
    return inBatches(orders, known, boundaries);
  };
  for (let next = load(); ; ) {
    const page = await next;
    if (page.length === 0) return;
    next = load();
    next.catch(() => undefined);
    yield page;
  }
}

function take<T>(source: Iterator<T>, most: number, wanted: (value: T) => boolean): T[] {
  const taken: T[] = [];
  while (taken.length < most) {
    const { value, done } = source.next();
    if (done) break;
    if (wanted(value)) taken.push(value);
  }
  return taken;
}

/** Batches of a transaction's size; an act of the merchant stands between two of them. */
function inBatches(
  orders: readonly StoryOrder[],
  known: readonly Batch[number]["known"][],
  boundaries: readonly number[],
): Batch[] {
  const byName = new Map(known.map((one) => [one.name, one]));
  const batches: Batch[] = [];
  let epoch = -1;
  for (const story of orders) {
    const own = byName.get(story.plan.name);
    if (!own) throw new Error(`The platform does not know ${story.plan.name}.`);
    const at = story.plan.at.getTime();
    const now = boundaries.filter((boundary) => boundary <= at).length;
    const last = batches.at(-1);
    if (last && last.length < together && now === epoch) last.push({ story, known: own });
    else batches.push([{ story, known: own }]);
    epoch = now;
  }
  return batches;
}
