import { z } from "zod";
import type { Fact } from "../../app/facts";
import { mirrorHistory } from "../../app/orders/history-commands.server";
import { answerArrival } from "../../app/parcels/arrival-commands.server";
import { decideClaim } from "../../app/parcels/claim-commands.server";
import { newsOfDelivered, newsOfLate, newsOfSent } from "../../app/providers/core/parcel-news";
import { type HeardParcel, hearParcels } from "../../app/providers/history-commands.server";
import { recordAnswers } from "../../app/surveys/commands.server";
import { formFor } from "../../app/surveys/core/form";
import { currentVersion } from "../../app/surveys/core/item-bank";
import type { Part } from "../../app/surveys/core/part";
import type { Touch } from "../../app/surveys/core/wording";
import { replyToTicket } from "../../app/tickets/commands.server";
import { reportProblem } from "../../app/tickets/opening-commands.server";
import { locales } from "../../scripts/story/messages";
import { uuidFrom } from "../../scripts/story/names";
import type { StoryOrder } from "../../scripts/story/story";
import type { KnownOrder } from "./platform";
import type { Teller } from "./teller";

export const owner = "1";
export const agent = "2";
const parcelShape = z.object({ id: z.number() });

/** What happens between two instants; `from` is null at the first telling. */
export type Span = { from: Date | null; until: Date };

/** Tells the app a few orders with all that happened around them until then, all or nothing. */
export async function tellBatch(
  teller: Teller,
  batch: readonly { story: StoryOrder; known: KnownOrder }[],
  span: Span,
): Promise<void> {
  const tellAll = async () => {
    teller.at = span.until;
    await mirrorHistory(
      teller.ctx,
      batch.map(({ known }) => known),
    );
    const changed = changedOrders(teller);
    const heard: HeardParcel[] = [];
    for (const { story, known } of batch) {
      const parcel = changed.get(known.id);
      if (parcel === undefined) continue;
      teller.at = clockFor(story, span.until);
      const fact = mirroredFact(known.id, parcel);
      await (span.from === null ? teller.hearFresh(fact) : teller.hear(fact));
      heard.push(...(await hearRest(teller)));
    }
    // Many at once: one by one this would be a third of the telling's time.
    await teller.tell(span.until, () => hearParcels(teller.ctx, heard));
    for (const { story, known } of batch) {
      for (const { at, run } of happeningsOf(story, known, span, teller)) await teller.tell(at, run);
    }
  };
  await teller.together(tellAll, { settled: true });
}

/** The orders the mirror shows anew, with their parcel where it has left: it brings its order along. */
function changedOrders(teller: Teller): Map<string, string | null> {
  const changed = new Map<string, string | null>();
  for (const fact of teller.takeFacts()) {
    if (fact.name === "order.mirrored") changed.set(fact.data.orderId, null);
    if (fact.name === "fulfillment.mirrored") changed.set(fact.data.orderId, fact.data.fulfillmentId);
  }
  return changed;
}

function mirroredFact(orderId: string, fulfillmentId: string | null): Fact {
  return fulfillmentId === null
    ? { name: "order.mirrored", data: { orderId } }
    : { name: "fulfillment.mirrored", data: { orderId, fulfillmentId } };
}

/** Hears what following a parcel announced, but for what its provider hears of it: that is given back. */
async function hearRest(teller: Teller): Promise<HeardParcel[]> {
  const heard: HeardParcel[] = [];
  for (const fact of teller.takeFacts()) {
    const news = newsOf(fact);
    if (news) heard.push(news);
    else await teller.hear(fact);
  }
  return heard;
}

function newsOf(fact: Fact): HeardParcel | null {
  if (fact.name === "parcel.sent") return { parcelId: fact.data.parcelId, news: newsOfSent(fact.data) };
  if (fact.name === "parcel.delivered") {
    return { parcelId: fact.data.parcelId, news: newsOfDelivered(fact.data) };
  }
  return fact.name === "parcel.late" ? { parcelId: fact.data.parcelId, news: newsOfLate(fact.data) } : null;
}

/** A parcel that has arrived is looked at as it did; one under way as it stands now. */
function clockFor({ steps }: StoryOrder, until: Date): Date {
  const last = steps.at(-1);
  return last?.status === "delivered" && last.at <= until ? last.at : until;
}

/** Behind the door of the buyer in Riyadh somebody has just paid: the first statement still stands there. */
function justBought({ country, at }: StoryOrder["plan"], until: Date): boolean {
  return country === "SA" && at.getTime() > until.getTime() - 24 * 3_600_000;
}

type Happening = { at: Date; run: () => Promise<void> };

function happeningsOf(
  story: StoryOrder,
  { id: orderId, fulfillments }: KnownOrder,
  span: Span,
  teller: Teller,
): Happening[] {
  const { plan, word, answers, problem, afterLow } = story;
  const all: Happening[] = [];
  const add = (at: Date, run: () => Promise<void>) => all.push({ at, run });
  if (word) {
    const said = { orderId, yes: true, on: word.on };
    add(word.at, async () => void must(await answerArrival(teller.buyer, said)));
  }
  const answer = (touch: Touch, { at, ...said }: SaidAt) =>
    add(at, () =>
      giveAnswers(teller, { name: plan.name, orderId, touch, locale: locales[plan.country], ...said }),
    );
  if (answers && !justBought(plan, span.until)) answer("expectation", answers.expectation);
  if (answers?.perception) {
    answer("perception", answers.perception);
    const later = new Date(answers.perception.at.getTime() + afterLow.delayMs);
    add(later, () => replyIfAsked(teller, orderId, afterLow.text));
  }
  if (problem) {
    const { kind, text, locale, reply, claimed } = problem;
    const report = { orderId, kind, text, locale, clientId: uuidFrom(`${plan.name} problem`) };
    add(problem.at, async () => void must(await reportProblem(teller.buyer, report)));
    add(reply.at, () => replyIfAsked(teller, orderId, reply.text));
    if (claimed) add(claimed, () => claimDamaged(teller, fulfillments));
  }
  return all
    .filter(({ at }) => at <= span.until && (span.from === null || at > span.from))
    .sort((a, b) => a.at.getTime() - b.at.getTime());
}

type Said = { values: Record<string, number>; comment?: string | null };
type SaidAt = Said & { at: Date };
type Given = Said & { name: string; orderId: string; touch: Touch; locale: string };

async function giveAnswers(teller: Teller, given: Given): Promise<void> {
  const { name, values, comment = null, ...rest } = given;
  const { touch, orderId } = rest;
  const answers = formFor(orderId, currentVersion).map(({ id }) => ({
    item: id,
    value: values[id] ?? null,
    reason: null,
  }));
  const clientId = uuidFrom(`${name} ${touch}`);
  const part: Part = { ...rest, version: currentVersion, clientId, answers, comment };
  must(await recordAnswers(teller.buyer, part, () => true));
}

/** Answers the order's ticket where one waits for an answer. */
async function replyIfAsked(teller: Teller, orderId: string, text: string): Promise<void> {
  const ctx = teller.staff(agent, "agent");
  const ticket = await ctx.transact((db) =>
    db.ticket.findFirst({ where: { shopId: ctx.shop.id, orderId, held: false, dueAt: { not: null } } }),
  );
  if (!ticket) return;
  const reply = { text, lastSeen: ticket.lastMessageId, andThen: "solved" as const };
  must(await replyToTicket(ctx, ticket.id, reply));
}

/** A damaged parcel is claimed from its carrier, which ends the work on it. */
async function claimDamaged(teller: Teller, fulfillments: readonly unknown[]): Promise<void> {
  const { data } = parcelShape.safeParse(fulfillments[0]);
  const staff = teller.staff(owner, "owner");
  if (data) must(await decideClaim(staff, String(data.id), { decision: "claimed", note: "Photos sent." }));
}

/** The story only does what is allowed; a refusal is a mistake in it. */
export function must<T extends { ok: boolean }>(result: T): Extract<T, { ok: true }> {
  if (!result.ok) throw new Error(`The story was refused: ${JSON.stringify(result)}`);
  return result as Extract<T, { ok: true }>;
}
