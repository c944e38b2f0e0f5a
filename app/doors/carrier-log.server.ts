import { forJob } from "../authenticate.server";
import { log } from "../log.server";
import { recordQuotes } from "../shipping/quote-commands.server";
import type { LoggedQuote } from "../shipping/quote-store.server";

/** Answers are written together this often, after they were given: nobody waits at checkout for a log. */
const flushMs = 500;
/** Answers kept for the next write per shop; beyond it, and while the database is away, they are counted and lost. */
const mostWaiting = 2_000;
/** The same question within this time is one row: the platform's own cache holds for 15 minutes. */
const sameMs = 60_000;

const waiting = new Map<string, LoggedQuote[]>();
const recent = new Map<string, number>();
let timer: NodeJS.Timeout | undefined;
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
  if (queue.length >= mostWaiting) lost += 1;
  else queue.push(quote);
  waiting.set(shop, queue);
  timer ??= setTimeout(() => void flushQuotes(), flushMs);
}

/** Writes what waits, shop by shop. What cannot be written is given up: it must never hold up an answer. */
export function flushQuotes(): Promise<void> {
  clearTimeout(timer);
  timer = undefined;
  const batch = [...waiting];
  waiting.clear();
  writing = writing.then(async () => {
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
