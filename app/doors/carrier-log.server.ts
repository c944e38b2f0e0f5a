import { forJob } from "../authenticate.server";
import { log } from "../log.server";
import { recordQuotes } from "../shipping/quote-commands.server";
import type { LoggedQuote } from "../shipping/quote-store.server";

/** Answers are written together this often, after they were given: nobody waits at checkout for a log. */
const flushMs = 500;
/** Answers kept for the next write, of a shop and of all; beyond it, and while the database is away, they are counted and lost. */
const most = { ofShop: 200, ofAll: 1_000 };
/** The same question within this time is one row: the platform's own cache holds for 15 minutes. */
const sameMs = 60_000;

const waiting = new Map<string, LoggedQuote[]>();
const recent = new Map<string, number>();
let waitingOfAll = 0;
let soon = false;
let writing: Promise<void> = Promise.resolve();
let lost = 0;

/** Keeps an answer for the log. Returns at once. */
export function logQuote(shop: string, quote: LoggedQuote): void {
  const mark = `${shop} ${quote.digest} ${quote.ruleVersion}`;
  const at = quote.at.getTime();
  if (at - (recent.get(mark) ?? 0) < sameMs) return;
  if (recent.size > 5_000) recent.clear();
  recent.set(mark, at);
  const queue = waiting.get(shop) ?? [];
  if (queue.length >= most.ofShop || waitingOfAll >= most.ofAll) {
    lost += 1;
    return;
  }
  queue.push(quote);
  waitingOfAll += 1;
  waiting.set(shop, queue);
  flushSoon();
}

/** One write at a time: while the database is slow what waits stays within its bounds. */
function flushSoon(): void {
  if (soon) return;
  soon = true;
  setTimeout(() => {
    void flushQuotes().then(() => {
      soon = false;
      if (waiting.size > 0) flushSoon();
    });
  }, flushMs);
}

/** Writes what waits, shop by shop. What cannot be written is given up: it must never hold up an answer. */
export function flushQuotes(): Promise<void> {
  writing = writing.then(async () => {
    const batch = [...waiting];
    waiting.clear();
    waitingOfAll = 0;
    for (const [shop, quotes] of batch) {
      try {
        const ctx = await forJob(shop, "quotes", { alsoWhenUninstalled: false });
        if (ctx) await recordQuotes(ctx, quotes);
      } catch (error) {
        lost += quotes.length;
        log.warn({ shop, err: error, lost }, "quotes could not be kept");
      }
    }
  });
  return writing;
}
