import type { AdminCtx } from "../context";
import type { Db } from "../db.server";
import { type StoreView, storeView } from "../orders/queries.server";
import { type FollowFigures, followFigures } from "../parcels/figure-queries.server";
import { type VettingFigures, vettingFigures } from "../providers/figure-queries.server";
import {
  type FirstTrueThing,
  firstTrueThing,
  type OfferedProvider,
  offeredProviders,
} from "../providers/queries.server";
import { type OfferFigures, offerFigures } from "../shipping/figure-queries.server";
import { editorOf } from "../shop/core/block";
import { can } from "../shop/core/permissions";
import { failedWorkSince } from "../shop/parked-job-queries.server";
import { cellPath } from "../surveys/core/cell-address";
import { enoughToBeSure } from "../surveys/core/gap-estimate";
import { type AskFigures, askFigures, providerBehind } from "../surveys/figure-queries.server";
import { type TopGap, topGap } from "../surveys/quality-queries.server";
import { type AnswerFigures, answerFigures } from "../tickets/figure-queries.server";
import type { SetUp } from "./core/set-up";
import { byUrgency, type TaskKind } from "./core/urgency";
import type { Verdict } from "./core/verdict";
import { type ActionFigures, actionFigures } from "./queries.server";
import { type QuietBlock, setUpFigures } from "./set-up-queries.server";

/** As many as a person starts a day with. */
const mostTasks = 3;

export type Headline =
  | ({
      kind: "gap";
      /** Whether enough buyers answered, and whether their answers leave no doubt. */
      certainty: "sure" | "early" | "unsure";
      /** Where what lies behind it stands. */
      cell: string;
      /** The provider most of it comes from, and whether buyers are still offered it. */
      behind: { name: string; offered: boolean } | null;
      /** What is already being done about it. */
      action: { step: string; verdict: Verdict } | null;
      /** Where an action about it is started; null for who may not. */
      startAction: string | null;
    } & Omit<TopGap, "sure" | "market">)
  | ({ kind: "first-true-thing"; vetted: boolean } & FirstTrueThing)
  | { kind: "nothing-yet"; orders: number; readingPast: boolean };

/** One task with what its sentence names; `dueAt` is null where it can wait. */
export type Task = { dueAt: string | null; to: string } & (
  | { kind: "work"; since: string }
  | { kind: "answer"; ticket: { kind: TicketOf["kind"]; orderName: string | null; left: TicketOf["left"] } }
  | { kind: "parcel"; orderName: string | null; trouble: NonNullable<FollowFigures["first"]>["kind"] }
  | { kind: "claim"; orderName: string | null; carrier: string | null; by: string }
  | { kind: "document"; name: string; gate: NonNullable<VettingFigures["expiring"]>["gate"]; until: string }
  | { kind: "vet"; name: string; sent: number }
  | { kind: "verdict"; step: string; says: Verdict["says"] }
  | { kind: "offer" }
  | { kind: "block"; block: QuietBlock["block"]; since: string }
);
type TicketOf = NonNullable<AnswerFigures["next"]>;

export type HomeView = {
  store: StoreView;
  headline: Headline;
  loop: {
    vet: Pick<VettingFigures, "providers" | "cleared" | "unvetted">;
    offer: OfferFigures;
    follow: Pick<FollowFigures, "underWay" | "inTrouble">;
    ask: AskFigures;
    act: Pick<AnswerFigures, "waiting" | "overdue"> & { running: number };
  };
  tasks: Task[];
  /** Null once everything has been seen to work, and for those who may not set it up. */
  setUp: SetUp | null;
};

/**
 * What should I do today? Everything here is read from kept counts, from what is still under way, or from lists a
 * merchant enters: no part of it grows with the history.
 */
export async function homePage(ctx: AdminCtx): Promise<HomeView> {
  return ctx.transact(async (db) => {
    const store = await storeView(db, ctx);
    const vet = await vettingFigures(db, ctx);
    const providers = await offeredProviders(db, ctx, ctx.now());
    const offer = await offerFigures(db, ctx, providers);
    const follow = await followFigures(db, ctx);
    const answers = await answerFigures(db, ctx);
    const actions = await actionFigures(db, ctx);
    const failedSince = await failedWorkSince(db, ctx);
    const { setUp, quiet } = await setUpFigures(db, ctx, { vet, offer, providers });
    return {
      store,
      headline: await headlineOf(db, ctx, {
        ...{ actions, providers, orders: store.orders.total },
        readingPast: store.backfill?.state === "running",
      }),
      loop: {
        vet: { providers: vet.providers, cleared: vet.cleared, unvetted: vet.unvetted },
        offer,
        follow: { underWay: follow.underWay, inTrouble: follow.inTrouble },
        ask: await askFigures(db, ctx),
        act: { waiting: answers.waiting, overdue: answers.overdue, running: actions.running },
      },
      // The set-up says it already.
      tasks: tasksOf(ctx, {
        ...{ vet, offer, follow, answers, actions, quiet, failedSince },
        settingUp: setUp !== null,
      }),
      setUp,
    };
  });
}

type Known = {
  actions: ActionFigures;
  providers: readonly OfferedProvider[];
  orders: number;
  readingPast: boolean;
};

async function headlineOf(db: Db, ctx: AdminCtx, known: Known): Promise<Headline> {
  const gap = await topGap(db, ctx);
  if (gap?.sure) return gapHeadline(db, ctx, gap, known);
  const first = await firstTrueThing(db, ctx);
  // Few answers move a lot: they are no alarm, and shown first only where nothing else is known.
  if (!first) {
    const { orders, readingPast } = known;
    return gap ? gapHeadline(db, ctx, gap, known) : { kind: "nothing-yet", orders, readingPast };
  }
  const state = known.providers.find((one) => one.id === first.provider.id)?.state;
  return { kind: "first-true-thing", vetted: state !== "found", ...first };
}

async function gapHeadline(
  db: Db,
  ctx: AdminCtx,
  { sure, market, ...gap }: TopGap,
  { actions, providers }: Known,
): Promise<Headline> {
  const { dimension, n } = gap;
  const behind = await providerBehind(db, ctx, { market, dimension });
  const provider = providers.find((one) => one.id === behind);
  const action = actions.cells.find(
    (one) =>
      one.dimension === dimension &&
      (one.market === null || one.market === market) &&
      (one.providerId === null || one.providerId === behind),
  );
  const about = new URLSearchParams({ market, provider: provider?.id ?? "", dimension });
  return {
    kind: "gap",
    ...gap,
    certainty: sure ? "sure" : n < enoughToBeSure ? "early" : "unsure",
    cell: cellPath({ market, provider: provider?.id ?? null, dimension }),
    behind: provider ? { name: provider.name, offered: provider.state !== "suspended" } : null,
    action: action ? { step: action.step, verdict: action.verdict } : null,
    startAction: can(ctx.staff.role, "actions.edit") ? `/app/actions?${about}` : null,
  };
}

type Sources = {
  vet: VettingFigures;
  offer: OfferFigures;
  follow: FollowFigures;
  answers: AnswerFigures;
  actions: ActionFigures;
  quiet: QuietBlock | null;
  failedSince: Date | null;
  settingUp: boolean;
};

/** The last instant of a calendar day; the shop's zone would move it by hours, which changes no order of tasks. */
const endOf = (day: string | null) => (day === null ? null : new Date(`${day}T23:59:59Z`));

/** The first of each kind, most urgent first: three of one kind would be a list that has a page of its own. */
function tasksOf(ctx: AdminCtx, sources: Sources): Task[] {
  const found = [...buyersTasks(sources), ...merchantsTasks(ctx, sources)];
  return byUrgency(found, ctx.now())
    .slice(0, mostTasks)
    .map((task) => ({ ...task, dueAt: task.dueAt?.toISOString() ?? null }));
}

/** A task before its time is written as text. */
type Found = { [Kind in TaskKind]: Omit<Extract<Task, { kind: Kind }>, "dueAt"> }[TaskKind] & {
  dueAt: Date | null;
};

function buyersTasks({ follow, answers }: Sources): Found[] {
  const { next } = answers;
  const { first, claim } = follow;
  const found: Found[] = [];
  if (next) {
    const { id, kind, orderName, left, dueAt } = next;
    found.push({ kind: "answer", to: `/app/tickets/${id}`, dueAt, ticket: { kind, orderName, left } });
  }
  if (first) {
    const { id, orderName, kind: trouble, dueAt } = first;
    found.push({ kind: "parcel", to: `/app/parcels/${id}`, dueAt, orderName, trouble });
  }
  if (claim) {
    const { id, orderName, carrier, claimBy } = claim;
    const dueAt = endOf(claimBy);
    found.push({ kind: "claim", to: `/app/parcels/${id}`, dueAt, orderName, carrier, by: claimBy });
  }
  return found;
}

function merchantsTasks(ctx: AdminCtx, sources: Sources): Found[] {
  const { vet, offer, actions, quiet, failedSince, settingUp } = sources;
  const may = (permission: Parameters<typeof can>[1]) => can(ctx.staff.role, permission);
  const { expiring, busiestUnvetted: unvetted } = vet;
  const [judged] = actions.judged;
  const found: Found[] = [];
  // Nobody tries it again by themselves, and a mail to a buyer may be part of it: due since it was given up. Messages
  // of the store that are set aside are no task: home says them before everything else.
  if (failedSince && may("deliveries.retry")) {
    const since = failedSince.toISOString();
    found.push({ kind: "work", to: "/app/messages", dueAt: failedSince, since });
  }
  if (expiring && may("providers.edit")) {
    const { id, name, gate, validUntil: until } = expiring;
    found.push({ kind: "document", to: `/app/providers/${id}`, dueAt: endOf(until), name, gate, until });
  }
  if (unvetted && may("providers.decide")) {
    const { id, name, sent, offerUntil } = unvetted;
    found.push({ kind: "vet", to: `/app/providers/${id}`, dueAt: endOf(offerUntil), name, sent });
  }
  if (judged && may("actions.edit")) {
    const { step, verdict } = judged;
    found.push({ kind: "verdict", to: "/app/actions", dueAt: null, step, says: verdict.says });
  }
  if (quiet) {
    const { block, since, dueAt } = quiet;
    const to = editorOf(block, ctx.clientId);
    found.push({ kind: "block", to, dueAt, block, since: since.toISOString() });
  }
  if (!settingUp && offer.options === 0 && vet.providers > 0 && may("shipping.edit")) {
    found.push({ kind: "offer", to: "/app/shipping/new", dueAt: null });
  }
  return found;
}
