import type { PrismaClient } from "@prisma/client";
import { Session } from "@shopify/shopify-api";
import type { SessionStorage } from "@shopify/shopify-app-session-storage";
import { PrismaSessionStorage } from "@shopify/shopify-app-session-storage-prisma";
import { sessionTable } from "./db.server";
import { env } from "./env.server";
import { type SweepTally, sweepValue } from "./lib/key-sweep.server";
import { seal, unseal } from "./lib/sealed.server";

const tokenFields = ["accessToken", "refreshToken"] as const;

function place(id: string, field: string): string {
  return `session|${field}|${id}`;
}

/** A token as it stands in the table: sealed and written as base64. */
export function sealToken(sessionId: string, field: (typeof tokenFields)[number], token: string): string {
  const [current] = env.ENCRYPTION_KEYS;
  if (!current) throw new Error("no encryption key");
  return Buffer.from(seal(current, place(sessionId, field), Buffer.from(token))).toString("base64");
}

export function openToken(sessionId: string, field: (typeof tokenFields)[number], stored: string): string {
  return unseal(env.ENCRYPTION_KEYS, place(sessionId, field), Buffer.from(stored, "base64")).toString();
}

/**
 * Seals anew, under the first key, the tokens of up to `most` sessions after the one with id `previous`. Answers the last
 * id looked at, null when there are no more.
 */
export async function resealTokens(
  tally: SweepTally,
  previous: string,
  most: number,
): Promise<string | null> {
  const rows = await sessionTable.session.findMany({
    where: { id: { gt: previous } },
    orderBy: { id: "asc" },
    take: most,
    select: { id: true, accessToken: true, refreshToken: true },
  });
  for (const { id, ...tokens } of rows) {
    for (const field of tokenFields) {
      const stored = tokens[field];
      if (!stored) continue;
      await sweepValue(env.ENCRYPTION_KEYS, tally, {
        place: place(id, field),
        value: Buffer.from(stored, "base64"),
        // A token stored meanwhile is newer than the one that was read, and stays.
        async replace(again) {
          const data = { [field]: Buffer.from(again).toString("base64") };
          const { count } = await sessionTable.session.updateMany({ where: { id, [field]: stored }, data });
          return count > 0;
        },
      });
    }
  }
  return rows.at(-1)?.id ?? null;
}

/** Life given to a token whose answer names none, in milliseconds. */
const assumedLifeMs = 10 * 60_000;

/** The end of a token that came without one: stored without, nobody would ever refresh it (shopify-app-js #3400). */
export function assumedEnd(): Date {
  return new Date(Date.now() + assumedLifeMs);
}

/**
 * The library's storage with two changes: tokens are sealed, and a session that can be refreshed always has an
 * end.
 */
class SealedSessionStorage implements SessionStorage {
  // Built on first use: its constructor starts polling the table.
  private inner: PrismaSessionStorage<PrismaClient> | undefined;

  /** A storage that failed to see its table stays broken for good, so it is thrown away after a failure. */
  private async within<T>(work: (storage: PrismaSessionStorage<PrismaClient>) => Promise<T>): Promise<T> {
    // One look at the table instead of two with 5 s between: a page must not hang while the database is down.
    this.inner ??= new PrismaSessionStorage(sessionTable as PrismaClient, {
      connectionRetries: 1,
      connectionRetryIntervalMs: 0,
    });
    try {
      return await work(this.inner);
    } catch (error) {
      this.inner = undefined;
      throw error;
    }
  }

  async storeSession(session: Session): Promise<boolean> {
    const copy = new Session({ ...session.toObject() });
    if (session.refreshToken && !session.expires) copy.expires = assumedEnd();
    for (const field of tokenFields) {
      const token = session[field];
      if (token) copy[field] = sealToken(session.id, field, token);
    }
    return this.within((storage) => storage.storeSession(copy));
  }

  async loadSession(id: string): Promise<Session | undefined> {
    const session = await this.within((storage) => storage.loadSession(id));
    if (!session) return undefined;
    return opened(session);
  }

  async findSessionsByShop(shop: string): Promise<Session[]> {
    const sessions = await this.within((storage) => storage.findSessionsByShop(shop));
    return sessions.map(opened).filter((session) => session !== undefined);
  }

  deleteSession(id: string): Promise<boolean> {
    return this.within((storage) => storage.deleteSession(id));
  }

  deleteSessions(ids: string[]): Promise<boolean> {
    return this.within((storage) => storage.deleteSessions(ids));
  }
}

function opened(session: Session): Session | undefined {
  try {
    for (const field of tokenFields) {
      const stored = session[field];
      if (stored) session[field] = openToken(session.id, field, stored);
    }
    return session;
  } catch {
    // Sealed with a key that is gone: as good as no session, and the next opening of the app brings a new one.
    return undefined;
  }
}

export const sessionStorage: SessionStorage = new SealedSessionStorage();

/** The id under which the library keeps a shop's offline session. */
export function offlineSessionId(shop: string): string {
  return `offline_${shop}`;
}
