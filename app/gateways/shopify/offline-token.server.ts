import { HttpResponseError } from "@shopify/shopify-api";
import { sessionTable } from "../../db.server";
import { log } from "../../log.server";
import { assumedEnd, offlineSessionId, openToken, sealToken } from "../../sessions.server";
import { platformApi } from "../../shopify.server";

/** A token this close to its end is refreshed before use, in milliseconds; the platform's library does the same. */
const refreshAheadMs = 5 * 60_000;
/** Refusals that blame this app's own credentials: a wrong secret here must not cost every shop its session. */
const ownFaults = ["invalid_client", "unauthorized_client", "application_cannot_be_found"];

export type TokenAnswer =
  | { ok: true; token: string }
  /** `needs-login`: only a person opening the app helps. `unavailable`: the platform did not answer well. */
  | { ok: false; problem: "needs-login" | "unavailable" };

/** A token the Admin API has refused. `afterRefresh`: it came from a refresh because another had been refused. */
export type RefusedToken = { token: string; afterRefresh: boolean };

const underWay = new Map<string, Promise<TokenAnswer>>();

/**
 * The shop's offline access token, refreshed when it is about to end or is the one refused. A refused one that
 * came from such a refresh ends the session: only a new login brings another.
 * One refresh per shop at a time in this process; across processes the first to store its answer wins and the
 * others take that one.
 */
export async function offlineToken(shop: string, refused?: RefusedToken): Promise<TokenAnswer> {
  const current = await readToken(shop);
  if (!current) return { ok: false, problem: "needs-login" };
  const isRefused = current.token === refused?.token;
  if (!isRefused && !endsSoon(current.expires)) return { ok: true, token: current.token };
  if (isRefused && refused?.afterRefresh) return giveUp(shop, current);
  const answer = await (underWay.get(shop) ?? begin(shop, refused?.token));
  // A refresh begun by another caller may have failed and fallen back on the very token this one saw refused.
  return answer.ok && answer.token === refused?.token ? { ok: false, problem: "unavailable" } : answer;
}

function begin(shop: string, dead: string | undefined): Promise<TokenAnswer> {
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

type StoredToken = NonNullable<Awaited<ReturnType<typeof readToken>>>;

async function refreshToken(shop: string, dead: string | undefined): Promise<TokenAnswer> {
  const current = await readToken(shop);
  if (!current) return { ok: false, problem: "needs-login" };
  if (current.token !== dead && !endsSoon(current.expires)) return { ok: true, token: current.token };
  const over = current.stored.refreshTokenExpires;
  if (!current.refresh || (over && over.getTime() <= Date.now())) return giveUp(shop, current);
  try {
    const { session } = await platformApi.auth.refreshToken({ shop, refreshToken: current.refresh });
    if (!session.accessToken) return { ok: false, problem: "unavailable" };
    const id = current.stored.id;
    const data = {
      accessToken: sealToken(id, "accessToken", session.accessToken),
      expires: session.expires ?? assumedEnd(),
      scope: session.scope ?? current.stored.scope,
      ...(session.refreshToken && {
        refreshToken: sealToken(id, "refreshToken", session.refreshToken),
        refreshTokenExpires: session.refreshTokenExpires ?? null,
      }),
    };
    for (let seen: typeof current | null = current; ; ) {
      // Compare and set: the stored text is the sealed old refresh token. Where it has changed and still holds that token,
      // a rotation of keys has sealed it anew: the platform has used it up, so its answer must not be lost.
      const { count } = await sessionTable.session.updateMany({
        where: { id, refreshToken: seen.stored.refreshToken },
        data,
      });
      if (count > 0) return { ok: true, token: session.accessToken };
      seen = await readToken(shop);
      if (!seen) return { ok: false, problem: "needs-login" };
      if (seen.refresh !== current.refresh) return { ok: true, token: seen.token };
    }
  } catch (error) {
    if (isRefusal(error)) return giveUp(shop, current);
    const stillGood =
      current.token !== dead && current.expires !== null && current.expires.getTime() > Date.now();
    return stillGood ? { ok: true, token: current.token } : { ok: false, problem: "unavailable" };
  }
}

/**
 * 400 (`invalid_grant`) and 401 (`invalid_request`: no active refresh token) mean the refresh token is dead;
 * anything else may pass.
 */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof HttpResponseError) || ![400, 401].includes(error.response.code)) return false;
  const { error: code } = error.response.body ?? {};
  if (typeof code !== "string" || !ownFaults.includes(code)) return true;
  log.error({ code }, "the platform refuses this app's own credentials");
  return false;
}

/** Removes a session that can no longer be refreshed, unless someone has replaced its token meanwhile. */
async function giveUp(shop: string, stored: StoredToken): Promise<TokenAnswer> {
  const id = offlineSessionId(shop);
  for (let seen: StoredToken | null = stored; seen?.token === stored.token; seen = await readToken(shop)) {
    // A rotation of keys may have sealed the same token anew.
    const where = { id, accessToken: seen.stored.accessToken };
    const { count } = await sessionTable.session.deleteMany({ where });
    if (count > 0) return { ok: false, problem: "needs-login" };
  }
  const winner = await readToken(shop);
  return winner ? { ok: true, token: winner.token } : { ok: false, problem: "needs-login" };
}
