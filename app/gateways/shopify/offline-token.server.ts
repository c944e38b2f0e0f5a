import { HttpResponseError } from "@shopify/shopify-api";
import { sessionTable } from "../../db.server";
import { offlineSessionId, openToken, sealToken } from "../../sessions.server";
import { platformApi } from "../../shopify.server";

/** A token this close to its end is refreshed before use, in milliseconds; the platform's library does the same. */
const refreshAheadMs = 5 * 60_000;
/** Life given to a token whose answer names none: never stored without an end, so that it is refreshed again. */
const assumedLifeMs = 10 * 60_000;

export type TokenAnswer =
  | { ok: true; token: string }
  /** `needs-login`: only a person opening the app helps. `unavailable`: the platform did not answer well. */
  | { ok: false; problem: "needs-login" | "unavailable" };

const underWay = new Map<string, Promise<TokenAnswer>>();

/**
 * The shop's offline access token, refreshed when it is about to end or is the one named `dead`.
 * One refresh per shop at a time in this process; across processes the first to store its answer wins and the
 * others take that one.
 */
export async function offlineToken(shop: string, dead?: string): Promise<TokenAnswer> {
  const current = await readToken(shop);
  if (!current) return { ok: false, problem: "needs-login" };
  if (current.token !== dead && !endsSoon(current.expires)) return { ok: true, token: current.token };
  const running = underWay.get(shop);
  if (running) return running;
  const refresh = refreshToken(shop, dead).finally(() => underWay.delete(shop));
  underWay.set(shop, refresh);
  return refresh;
}

function endsSoon(expires: Date | null): boolean {
  return expires !== null && expires.getTime() - Date.now() < refreshAheadMs;
}

async function readToken(shop: string) {
  const row = await sessionTable.session.findUnique({ where: { id: offlineSessionId(shop) } });
  if (!row || row.shop !== shop) return null;
  try {
    return {
      stored: row,
      token: openToken(row.id, "accessToken", row.accessToken),
      expires: row.expires,
      refresh: row.refreshToken && openToken(row.id, "refreshToken", row.refreshToken),
    };
  } catch {
    return null;
  }
}

async function refreshToken(shop: string, dead: string | undefined): Promise<TokenAnswer> {
  const current = await readToken(shop);
  if (!current) return { ok: false, problem: "needs-login" };
  if (current.token !== dead && !endsSoon(current.expires)) return { ok: true, token: current.token };
  const over = current.stored.refreshTokenExpires;
  if (!current.refresh || (over && over.getTime() <= Date.now()))
    return giveUp(shop, current.stored.accessToken);
  try {
    const { session } = await platformApi.auth.refreshToken({ shop, refreshToken: current.refresh });
    if (!session.accessToken) return { ok: false, problem: "unavailable" };
    const id = current.stored.id;
    // Compare and set: the stored text is the sealed old refresh token, which nobody else can have written.
    const { count } = await sessionTable.session.updateMany({
      where: { id, refreshToken: current.stored.refreshToken },
      data: {
        accessToken: sealToken(id, "accessToken", session.accessToken),
        expires: session.expires ?? new Date(Date.now() + assumedLifeMs),
        scope: session.scope ?? current.stored.scope,
        ...(session.refreshToken && {
          refreshToken: sealToken(id, "refreshToken", session.refreshToken),
          refreshTokenExpires: session.refreshTokenExpires ?? null,
        }),
      },
    });
    if (count > 0) return { ok: true, token: session.accessToken };
    const winner = await readToken(shop);
    return winner ? { ok: true, token: winner.token } : { ok: false, problem: "needs-login" };
  } catch (error) {
    if (isRefusal(error)) return giveUp(shop, current.stored.accessToken);
    const stillGood =
      current.token !== dead && current.expires !== null && current.expires.getTime() > Date.now();
    return stillGood ? { ok: true, token: current.token } : { ok: false, problem: "unavailable" };
  }
}

/** 400 and 401 from the token endpoint mean the refresh token is dead; anything else may pass. */
function isRefusal(error: unknown): boolean {
  return error instanceof HttpResponseError && (error.response.code === 400 || error.response.code === 401);
}

/** Removes a session that can no longer be refreshed, unless someone has replaced it meanwhile. */
async function giveUp(shop: string, storedAccessToken: string): Promise<TokenAnswer> {
  const id = offlineSessionId(shop);
  const { count } = await sessionTable.session.deleteMany({ where: { id, accessToken: storedAccessToken } });
  if (count > 0) return { ok: false, problem: "needs-login" };
  const winner = await readToken(shop);
  return winner ? { ok: true, token: winner.token } : { ok: false, problem: "needs-login" };
}
