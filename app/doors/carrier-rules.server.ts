import { forJob } from "../authenticate.server";
import { log } from "../log.server";
import { findCarrierKey, hashCarrierKey } from "../shipping/carrier-key-store.server";
import type { RuleSet } from "../shipping/core/service";
import { loadRules } from "../shipping/rules-queries.server";

/** How often a key and its rules' version are compared with the database: a change is seen within this time. */
const checkMs = 500;
/** How long a question waits for that comparison when memory holds an answer, in milliseconds. */
const patienceMs = 250;
/** Rules are read again after this long even unchanged: other domains' settings and the calendar play a part. */
const freshMs = 60_000;
/** Shops a process remembers; the one asked for longest ago is forgotten first. */
const mostShops = 500;

type Known = { shop: string; rules: RuleSet | null; loadedAt: number; checkedAt: number };
export type RulesAnswer = { shop: string; rules: RuleSet } | "unknown-key" | "unavailable";

/** By the key's hash, as text: what checkout is answered from when the database is away. */
const memory = new Map<string, Known>();
const underWay = new Map<string, Promise<Known | null>>();

/**
 * The shop and rules of a carrier key, from memory where they are current. `unavailable` when the database cannot say
 * and memory holds nothing; an unknown key is never remembered. Answers within `deadlineMs`.
 */
export async function rulesOfKey(key: string, requestId: string, deadlineMs: number): Promise<RulesAnswer> {
  const hash = hashCarrierKey(key);
  const id = Buffer.from(hash).toString("base64url");
  const known = memory.get(id);
  if (known?.rules && Date.now() - known.checkedAt < checkMs) return { shop: known.shop, rules: known.rules };
  let check = underWay.get(id);
  if (!check) {
    check = compare(id, hash, requestId).finally(() => underWay.delete(id));
    underWay.set(id, check);
  }
  const wait = known?.rules ? Math.min(patienceMs, deadlineMs) : deadlineMs;
  const current = await within(check, wait);
  if (current === null) return "unknown-key";
  const rules = current === "late" ? known : current;
  return rules?.rules ? { shop: rules.shop, rules: rules.rules } : "unavailable";
}

/** Null for a key that opens nothing; what is known, however old, when the database fails. */
async function compare(id: string, hash: Uint8Array<ArrayBuffer>, requestId: string): Promise<Known | null> {
  const before = memory.get(id);
  try {
    const found = await findCarrierKey(hash);
    if (!found) {
      memory.delete(id);
      return null;
    }
    const current = before?.rules?.version === found.version && Date.now() - before.loadedAt < freshMs;
    const known = current ? { ...before, checkedAt: Date.now() } : await load(found.shop, requestId, before);
    remember(id, known);
    return known;
  } catch (error) {
    log.warn({ requestId, err: error, remembered: before?.rules != null }, "rates could not be read anew");
    if (!before) throw error;
    // The next question within the interval is answered without another wait.
    const known = { ...before, checkedAt: Date.now() };
    remember(id, known);
    return known;
  }
}

async function load(shop: string, requestId: string, before: Known | undefined): Promise<Known> {
  const startedAt = Date.now();
  const ctx = await forJob(shop, requestId, { alsoWhenUninstalled: false });
  if (!ctx) throw new Error("the shop of a carrier key is not installed");
  const rules = await ctx.transact((db) => loadRules(db, ctx));
  log.info(
    { requestId, shop, version: rules.version, was: before?.rules?.version, ms: Date.now() - startedAt },
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

/** The check's answer, or `late`; its failure counts as late, too: memory decides then. */
async function within(check: Promise<Known | null>, ms: number): Promise<Known | null | "late"> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<"late">((resolve) => {
    timer = setTimeout(() => resolve("late"), ms);
  });
  try {
    return await Promise.race([check.catch(() => "late" as const), late]);
  } finally {
    clearTimeout(timer);
  }
}
