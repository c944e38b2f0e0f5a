import { forJob } from "../authenticate.server";
import { within } from "../lib/within";
import { log } from "../log.server";
import { findCarrierKey, hashCarrierKey } from "../shipping/carrier-key-store.server";
import type { RuleSet } from "../shipping/core/service";
import { loadRules } from "../shipping/rules-queries.server";

/** How often a key and its rules' version are compared with the database: a change is seen within this time. */
const checkMs = 500;
/**
 * How long a question waits for that comparison when memory holds an answer, in milliseconds. For rules that are known
 * to have changed it waits to its deadline: a suspension may be among the changes.
 */
const patienceMs = 250;
/** Rules are read again after this long even unchanged: other domains' settings and the calendar play a part. */
const freshMs = 60_000;
/** Shops a process remembers; the one asked for longest ago is forgotten first. */
const mostShops = 500;

/** Times by the monotonic clock: were the other one put back, old rules would pass for fresh. */
type Known = { shop: string; rules: RuleSet | null; loadedAt: number; checkedAt: number };
export type RulesAnswer = { shop: string; rules: RuleSet } | "unknown-key" | "unavailable";

/** By the key's hash, as text: what checkout is answered from when the database is away. */
const memory = new Map<string, Known>();

/** A comparison that has begun: the version the database names, null for no such key; then what is known afterwards. */
type Check = { version: Promise<number | null>; known: Promise<Known | null> };
const underWay = new Map<string, Check>();

/**
 * The shop and rules of a carrier key, from memory where they are current. `unavailable` when the database cannot say
 * and memory holds nothing; an unknown key is never remembered. Answers within `deadlineMs`.
 */
export async function rulesOfKey(key: string, requestId: string, deadlineMs: number): Promise<RulesAnswer> {
  const startedAt = performance.now();
  const hash = hashCarrierKey(key);
  const id = Buffer.from(hash).toString("base64url");
  const known = memory.get(id);
  if (known?.rules && performance.now() - known.checkedAt < checkMs)
    return { shop: known.shop, rules: known.rules };
  const check = underWay.get(id) ?? begin(id, hash, requestId);
  const compared = known?.rules ? await orLate(check.version, Math.min(patienceMs, deadlineMs)) : undefined;
  const left = Math.max(0, deadlineMs - (performance.now() - startedAt));
  const current = compared === "late" ? "late" : await orLate(check.known, left);
  if (current === null) return "unknown-key";
  const rules = current === "late" ? known : current;
  return rules?.rules ? { shop: rules.shop, rules: rules.rules } : "unavailable";
}

/** One comparison at a time per key, however many ask. */
function begin(id: string, hash: Uint8Array<ArrayBuffer>, requestId: string): Check {
  const found = findCarrierKey(hash);
  const check = {
    version: found.then((key) => key?.version ?? null),
    known: settle(id, found, requestId).finally(() => underWay.delete(id)),
  };
  // Whoever asked may have gone by the time one of them fails.
  for (const part of [check.version, check.known]) part.catch(() => {});
  underWay.set(id, check);
  return check;
}

/** Null for a key that opens nothing; what is known, however old, when the database fails. */
async function settle(
  id: string,
  finding: ReturnType<typeof findCarrierKey>,
  requestId: string,
): Promise<Known | null> {
  const before = memory.get(id);
  try {
    const found = await finding;
    if (!found) {
      memory.delete(id);
      return null;
    }
    const current = before?.rules?.version === found.version && performance.now() - before.loadedAt < freshMs;
    const known = current
      ? { ...before, checkedAt: performance.now() }
      : await load(found.shop, requestId, before);
    remember(id, known);
    return known;
  } catch (error) {
    log.warn({ requestId, err: error, remembered: before?.rules != null }, "rates could not be read anew");
    if (!before) throw error;
    // The next question within the interval is answered without another wait.
    const known = { ...before, checkedAt: performance.now() };
    remember(id, known);
    return known;
  }
}

async function load(shop: string, requestId: string, before: Known | undefined): Promise<Known> {
  const startedAt = performance.now();
  const ctx = await forJob(shop, requestId, { alsoWhenUninstalled: false });
  if (!ctx) throw new Error("the shop of a carrier key is not installed");
  const rules = await ctx.transact((db) => loadRules(db, ctx));
  log.info(
    {
      requestId,
      shop,
      version: rules.version,
      was: before?.rules?.version,
      ms: Math.round(performance.now() - startedAt),
    },
    "rates read anew",
  );
  return { shop, rules, loadedAt: startedAt, checkedAt: startedAt };
}

function remember(id: string, known: Known): void {
  memory.delete(id);
  memory.set(id, known);
  const [oldest] = memory.keys();
  if (memory.size > mostShops && oldest !== undefined) memory.delete(oldest);
}

/** The answer, or `late`; a failure counts as late, too: memory decides then. */
function orLate<T>(answer: Promise<T>, ms: number): Promise<T | "late"> {
  return within(
    answer.catch(() => "late" as const),
    ms,
  );
}
