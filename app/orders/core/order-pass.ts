import { settledMs } from "./shown-order";

/**
 * One walk through the store's orders, page by page, that may be broken off anywhere and goes on where it was.
 * `backfill`: what was placed before the install, newest first · `changes`: what changed since the last such walk,
 * whatever deliveries said about it · `deletions`: which orders of the mirror the store no longer has.
 */
export type PassKind = "backfill" | "changes" | "deletions";

export type OrderPass = {
  kind: PassKind;
  /** The install it belongs to: after a reinstall everything is walked through anew. */
  epoch: number;
  /** Orders placed (`changes`: changed) before it are not looked at. */
  since: Date;
  /** The latest change seen so far, by the store's clock; null when none was. */
  reached: Date | null;
  /** Where the next page begins: the platform's cursor, or for deletions the last order asked about (`writePlaced`). */
  cursor: string | null;
  /** Orders there are to read, as far as the store says. */
  expected: number | null;
  read: number;
  /** Orders put right in this walk, and in all of this kind since the install. */
  repaired: number;
  repairedInAll: number;
  lastRepairedAt: Date | null;
  startedAt: Date;
  finishedAt: Date | null;
  /** The store refused to be read. */
  refused: boolean;
  /** Until then it is not asked. */
  notBefore: Date | null;
};

/** An order by which a walk through the mirror goes on. */
export type PlacedOrder = { id: string; placedAt: Date };

/** A place in the mirror as a walk's cursor. */
export function writePlaced({ id, placedAt }: PlacedOrder): string {
  return `${placedAt.getTime()}_${id}`;
}

/** Null for what is no such place: the walk then begins at its beginning. */
export function readPlaced(cursor: string | null): PlacedOrder | null {
  const [, at, id] = /^(\d{1,15})_(\d{1,30})$/.exec(cursor ?? "") ?? [];
  return at && id ? { id, placedAt: new Date(Number(at)) } : null;
}

/** As far back as the platform lets an app see without a further permission. */
const backfillMs = 60 * 86_400_000;
/** What changed so shortly before the last walk is read again: clocks differ, and the store's index lags behind. */
const overlapMs = 10 * 60_000;
/** A finished walk is not begun again for so long. */
const restMs = 5 * 60_000;
const deletionsRestMs = 20 * 3_600_000;
/**
 * Deletions are asked for so far back only: an order too old to be shown is answered like one that is gone, and how old
 * it is at the platform need not be what it says.
 */
const deletionsMs = 45 * 86_400_000;
/** A store that refused is asked again after so long. */
const refusedMs = 6 * 3_600_000;

function freshPass(kind: PassKind, epoch: number, since: Date, now: Date): OrderPass {
  return {
    ...{ kind, epoch, since, reached: null, cursor: null, expected: null, read: 0 },
    ...{ repaired: 0, repairedInAll: 0, lastRepairedAt: null },
    ...{ startedAt: now, finishedAt: null, refused: false, notBefore: null },
  };
}

/** The walk to go on with or to begin, or null while none is due. */
export function nextPass(passes: readonly OrderPass[], epoch: number, now: Date): OrderPass | null {
  const ago = (ms: number) => new Date(now.getTime() - ms);
  const known = (kind: PassKind) => passes.find((one) => one.kind === kind && one.epoch === epoch);
  const backfill = known("backfill");
  if (!backfill) return freshPass("backfill", epoch, ago(backfillMs), now);
  if (!backfill.finishedAt) return whenDue(backfill, now);
  const changes = known("changes");
  if (!changes) return freshPass("changes", epoch, before(backfill.startedAt), now);
  if (!changes.finishedAt) return whenDue(changes, now);
  const deletions = known("deletions");
  if (!deletions) return freshPass("deletions", epoch, ago(deletionsMs), now);
  // A store that does not say what it still has is read all the same.
  if (!waits(deletions, now)) {
    if (!deletions.finishedAt) return deletions;
    if (now.getTime() - deletions.finishedAt.getTime() > deletionsRestMs)
      return again(deletions, ago(deletionsMs), now);
  }
  if (waits(changes, now) || now.getTime() - changes.finishedAt.getTime() < restMs) return null;
  // A walk that read nothing has moved no watermark.
  return again(changes, changes.reached ? before(changes.reached) : changes.since, now);
}

const before = (watermark: Date) => new Date(watermark.getTime() - overlapMs);

function again({ kind, epoch, repairedInAll, lastRepairedAt }: OrderPass, since: Date, now: Date): OrderPass {
  return { ...freshPass(kind, epoch, since, now), repairedInAll, lastRepairedAt };
}

function whenDue(pass: OrderPass, now: Date): OrderPass | null {
  return waits(pass, now) ? null : pass;
}

function waits({ notBefore }: OrderPass, now: Date): boolean {
  return notBefore !== null && notBefore > now;
}

/** What a page of orders brought. */
export type PageRead = {
  read: number;
  next: string | null;
  lastChangedAt: Date | null;
  /** When the orders it put right had changed at the store. */
  changed: readonly Date[];
};

/** The walk after a page. An order that changed just now is no find: its delivery may be on the way. */
export function afterPage(pass: OrderPass, page: PageRead, askedAt: Date): OrderPass {
  const found = page.changed.filter((at) => askedAt.getTime() - at.getTime() > settledMs).length;
  const reached = Math.max(pass.reached?.getTime() ?? 0, page.lastChangedAt?.getTime() ?? 0);
  return {
    ...pass,
    read: pass.read + page.read,
    cursor: page.next,
    reached: reached > 0 ? new Date(reached) : null,
    repaired: pass.repaired + found,
    repairedInAll: pass.repairedInAll + found,
    lastRepairedAt: found > 0 ? askedAt : pass.lastRepairedAt,
    finishedAt: page.next === null ? askedAt : null,
    refused: false,
    notBefore: null,
  };
}

/**
 * The walk after the store refused a page. A cursor it no longer takes is given up: the walk begins again, from the
 * latest change it has seen, and writes what it has written already once more as nothing.
 */
export function afterRefusal(pass: OrderPass, now: Date): OrderPass {
  if (pass.cursor !== null && pass.kind !== "deletions") {
    const since = pass.kind === "changes" && pass.reached ? pass.reached : pass.since;
    return { ...pass, since, cursor: null, read: 0 };
  }
  return { ...pass, refused: true, notBefore: new Date(now.getTime() + refusedMs) };
}

/**
 * Orders of a page that the store no longer has. When most of a page seems gone it is not believed: rather the app has
 * lost sight of them. Null then.
 */
export function goneOrders(asked: readonly string[], known: readonly string[]): string[] | null {
  const there = new Set(known);
  const gone = asked.filter((id) => !there.has(id));
  return asked.length >= 10 && gone.length > asked.length / 2 ? null : gone;
}
