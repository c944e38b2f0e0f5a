import { inShop, shopsAfter } from "./db.server";
import { env } from "./env.server";
import { addTally, emptyTally, type SweepTally } from "./lib/key-sweep.server";
import { resealTokens } from "./sessions.server";
import { rewrapKeys } from "./shop/keys.server";

const page = 200;
/** Walks until one finds nothing more to do: what a process sealed behind the walk is met by the next. */
const mostWalks = 5;

/** What is sealed with a master key: every shop's own keys, and the sessions' tokens. */
export type Rotation = {
  resealed: number;
  /** As the last walk found them: values per name of the master key they are under. */
  under: Record<string, number>;
  unreadable: number;
  complete: boolean;
};

/**
 * Seals everything anew that is not under the first master key, while others read and write. It may be broken off anywhere
 * and begun again, and run by several at once.
 */
export async function rotateKeys(): Promise<Rotation> {
  let resealed = 0;
  for (let walks = 1; ; walks++) {
    const tally = await walk();
    resealed += tally.resealed;
    const { under, unreadable } = tally;
    const old = underOldKeys(tally);
    const complete = old === 0 && unreadable === 0;
    // What nobody can open stays under its old key however often it is met.
    if (old <= unreadable || walks === mostWalks) return { resealed, under, unreadable, complete };
  }
}

function underOldKeys({ under }: SweepTally): number {
  const [current] = env.ENCRYPTION_KEYS;
  const old = Object.entries(under).filter(([name]) => name !== current?.id);
  return old.reduce((sum, [, values]) => sum + values, 0);
}

async function walk(): Promise<SweepTally> {
  const tally = emptyTally();
  for (let shops = await shopsAfter("", page); shops.length > 0; ) {
    // Counted once its transaction is through: one that was tried again would count twice.
    for (const shop of shops) addTally(tally, await inShop(shop, (db) => rewrapKeys(db, shop)));
    shops = await shopsAfter(shops.at(-1) ?? "", page);
  }
  for (let last: string | null = ""; last !== null; ) last = await resealTokens(tally, last, page);
  return tally;
}
