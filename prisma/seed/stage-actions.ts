import { countActions, endAction, startAction } from "../../app/improvements/commands.server";
import type { Dimension } from "../../app/surveys/core/item-bank";
import { germanMessages } from "../../scripts/story/turns";
import { must, owner } from "./tell-orders";
import type { Teller } from "./teller";

/** Answers there are so far of the action that cannot be judged yet. */
const answersSoFar = 19;
const dayMs = 86_400_000;

/** What the merchant has begun to do differently: one step that helped, one of which it is too early to tell. */
export async function stageActions(teller: Teller, firstStart: Date): Promise<void> {
  const [germany, gulf] = [await marketOf(teller, "de"), await marketOf(teller, "gulf")];
  const daysAgo = (days: number) => new Date(firstStart.getTime() - days * dayMs);
  const german: Step = {
    ...{ market: germany, providerId: null, dimension: "responsiveness" },
    step: "Write to the buyer in German as soon as a parcel is late",
  };
  await begin(teller, daysAgo(germanMessages), german, daysAgo(5));
  const early = await momentBefore(teller, gulf, answersSoFar);
  await begin(teller, early ?? daysAgo(10), {
    ...{ market: gulf, providerId: null, dimension: "reliability" },
    step: "Have the courier call the buyer before the last mile",
  });
  await teller.together(() => teller.tell(firstStart, () => countActions(teller.ctx)));
}

async function marketOf(teller: Teller, handle: string): Promise<string> {
  const { ctx } = teller;
  const found = await ctx.transact((db) =>
    db.market.findFirstOrThrow({ where: { shopId: ctx.shop.id, handle } }),
  );
  return found.id;
}

type Step = { market: string; providerId: string | null; dimension: Dimension; step: string };

/** Starts a step, and ends it where an end is given; a step that is written down already stays as it is. */
async function begin(teller: Teller, from: Date, action: Step, until?: Date): Promise<void> {
  const ctx = teller.staff(owner, "owner");
  const { step } = action;
  if (await ctx.transact((db) => db.improvementAction.findFirst({ where: { shopId: ctx.shop.id, step } })))
    return;
  await teller.together(async () => {
    const started = await teller.tell(from, async () => must(await startAction(ctx, action)));
    if (until) await teller.tell(until, async () => must(await endAction(ctx, started.value.id)));
  });
}

/** The moment since which so many buyers have said how it was; null where there are not so many. */
async function momentBefore(teller: Teller, market: string, count: number): Promise<Date | null> {
  const { ctx } = teller;
  const latest = await ctx.transact((db) =>
    db.surveySubmission.findMany({
      where: { shopId: ctx.shop.id, touch: "perception", state: "counted", market },
      orderBy: { startedAt: "desc" },
      take: count + 1,
      select: { startedAt: true },
    }),
  );
  const [first, before] = [latest[count - 1], latest[count]];
  return first && before ? new Date((first.startedAt.getTime() + before.startedAt.getTime()) / 2) : null;
}
