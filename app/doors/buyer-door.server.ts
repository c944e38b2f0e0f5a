import { fromBuyer } from "../authenticate.server";
import type { BuyerCtx } from "../context";
import { databaseIsAway } from "../db.server";
import { turnstile } from "../lib/turnstile";
import { log } from "../log.server";
import type { Door, DoorAnswer, DoorRequest } from "./door";

/** Largest body a block may send, in bytes. */
const mostBytes = 32 * 1024;

// Blocks run in a worker without an origin, so any origin may read the answer; no cookie is ever looked at.
const cors = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Allow-Methods": "POST",
  "Access-Control-Allow-Headers": "Authorization, Content-Type",
  "Access-Control-Max-Age": "7200",
};

// Fewer than the database's connections, so that blocks never hold all of them, whatever a page or a flood asks.
const inTurn = turnstile({ atOnce: 7, waiting: 500 });

export type BuyerAnswer = { status: 200 | 400 | 404 | 409 | 422 | 429; body: unknown };

/**
 * A door for the blocks buyers see: POST with a session token and a JSON body, JSON out, readable from any origin in
 * every case, errors included.
 *
 * 204 preflight · 400 not JSON or cut off · 401 token · 405 · 413 · 500 ours · 503 too many at once or the database is
 * away; anything else is the handler's.
 */
export function buyerDoor(handle: (ctx: BuyerCtx, body: unknown) => Promise<BuyerAnswer>): Door {
  return async (request) => {
    const answer = await answerTo(request, handle);
    return { ...answer, headers: { ...answer.headers, ...cors } };
  };
}

async function answerTo(
  request: DoorRequest,
  handle: (ctx: BuyerCtx, body: unknown) => Promise<BuyerAnswer>,
): Promise<DoorAnswer> {
  if (request.method === "OPTIONS") return { status: 204 };
  if (request.method !== "POST") return { status: 405, headers: { Allow: "POST, OPTIONS" } };
  // A body may take its time: nobody holds a place while it comes.
  const raw = await request.readBody(mostBytes);
  if (typeof raw === "string") return { status: raw === "too-large" ? 413 : 400 };
  return (await inTurn(() => answerRead(request, raw, handle))) ?? { status: 503 };
}

async function answerRead(
  request: DoorRequest,
  raw: Uint8Array,
  handle: (ctx: BuyerCtx, body: unknown) => Promise<BuyerAnswer>,
): Promise<DoorAnswer> {
  const entry = { requestId: request.requestId, door: request.path };
  try {
    const ctx = await fromBuyer(request.header("authorization"), request.requestId);
    if (!ctx) {
      log.warn({ ...entry, outcome: "bad-token" }, "buyer refused");
      return { status: 401 };
    }
    const body = readJson(raw);
    if (body === undefined) return { status: 400 };
    const answer = await handle(ctx, body);
    return {
      status: answer.status,
      headers: { "Content-Type": "application/json; charset=utf-8" },
      body: JSON.stringify(answer.body),
    };
  } catch (error) {
    log.error({ ...entry, err: error }, "buyer door failed");
    // A block keeps what it could not send and sends it again; 500 would say that this very message is at fault.
    return { status: databaseIsAway(error) ? 503 : 500 };
  }
}

function readJson(raw: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(raw));
  } catch {
    return undefined;
  }
}
