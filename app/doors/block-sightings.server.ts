import type { Ctx } from "../context";
import { noteSighting } from "../shop/block-commands.server";
import type { Block } from "../shop/core/block";

/** How often a process says again that a shop's block was seen; the store writes it once an hour. */
const everyMs = 60_000;
/** Blocks of shops a process remembers; the one written longest ago is forgotten first. */
const most = 3_000;

const written = new Map<string, number>();

/** Notes that a buyer's page has shown a block. Never fails: the buyer's answer does not depend on it. */
export async function blockSeen(ctx: Ctx, block: Block): Promise<void> {
  const key = `${ctx.shop.id} ${block}`;
  const now = ctx.now().getTime();
  const last = written.get(key);
  if (last !== undefined && now - last < everyMs) return;
  // Before it is written, so that of many at once one writes.
  written.delete(key);
  written.set(key, now);
  const [oldest] = written.keys();
  if (written.size > most && oldest !== undefined) written.delete(oldest);
  try {
    await noteSighting(ctx, block);
  } catch (error) {
    written.delete(key);
    ctx.log.warn({ err: error, block }, "that a block was seen could not be noted");
  }
}
