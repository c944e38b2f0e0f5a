import { z } from "zod";

/** The shop's budget of query points as last heard (restored per second), and when in milliseconds. */
export type CostState = { requested: number; available: number; restoreRate: number; at: number };

type Cost = Omit<CostState, "at">;

export type AnswerKind<Data> = { cost?: Cost } & (
  | { kind: "data"; data: Data; withheld: string[] }
  /** 401: the token is expired or revoked. */
  | { kind: "dead-token" }
  /** 403: a token of a kind no longer accepted, or a shop that lets nobody in; the status does not tell which. */
  | { kind: "forbidden" }
  | { kind: "throttled"; retryAfterMs?: number }
  /** No complete answer: the same request may pass later, and may have been carried out. */
  | { kind: "fault"; retryAfterMs?: number }
  /** A complete answer that says no: asking again brings the same. */
  | { kind: "refused" }
);

export type RawAnswer<Data> = {
  status: number;
  headers?: { get(name: string): string | null };
  data: Data | null | undefined;
  errors: readonly unknown[];
  extensions?: unknown;
};

const costShape = z.object({
  cost: z.object({
    requestedQueryCost: z.number(),
    throttleStatus: z.object({ currentlyAvailable: z.number(), restoreRate: z.number().positive() }),
  }),
});

// What of an error cannot be read is as good as missing: it must not hide the part that can.
const errorShape = z.object({
  path: z
    .array(z.union([z.string(), z.number()]))
    .optional()
    .catch(undefined),
  extensions: z
    .object({ code: z.string().optional().catch(undefined) })
    .optional()
    .catch(undefined),
});

/** Statuses below 500 that pass: the platform waited too long for the request, the shop is locked for a moment. */
const passingStatuses = [408, 423];
/** Codes under which the platform, with status 200, reports that it failed itself. */
const faultCodes = ["INTERNAL_SERVER_ERROR", "TIMEOUT"];

/** Reads one answer of the Admin API. Fields the app may not see are `withheld`, never silently empty. */
export function readAnswer<Data>(answer: RawAnswer<Data>): AnswerKind<Data> {
  const read = answer.status >= 200 && answer.status < 300 ? readBody(answer) : readStatus(answer);
  const cost = readCost(answer.extensions);
  return cost ? { ...read, cost } : read;
}

function readStatus(answer: RawAnswer<unknown>): AnswerKind<never> {
  const { status } = answer;
  if (status === 401) return { kind: "dead-token" };
  if (status === 403) return { kind: "forbidden" };
  if (status === 429) return { kind: "throttled", ...retryAfter(answer) };
  if (status >= 500 || passingStatuses.includes(status)) return { kind: "fault", ...retryAfter(answer) };
  // Redirects are not followed: the token would go elsewhere.
  return { kind: status < 400 ? "fault" : "refused" };
}

function readBody<Data>({ data, errors: unread }: RawAnswer<Data>): AnswerKind<Data> {
  const errors = unread.map((error) => errorShape.safeParse(error).data ?? {});
  const codes = errors.map((error) => error.extensions?.code ?? "");
  if (codes.includes("THROTTLED")) return { kind: "throttled" };
  if (codes.some((code) => faultCodes.includes(code))) return { kind: "fault" };
  if (data === null || data === undefined || typeof data !== "object") {
    return { kind: errors.length > 0 ? "refused" : "fault" };
  }
  // Only a refused field is a known hole; any other error beside data leaves open what its nulls mean.
  const holes = errors.filter((error) => error.path && error.extensions?.code === "ACCESS_DENIED");
  if (holes.length < errors.length) return { kind: "fault" };
  return { kind: "data", data, withheld: holes.map((error) => (error.path ?? []).join(".")) };
}

function readCost(extensions: unknown): Cost | undefined {
  const read = costShape.safeParse(extensions);
  if (!read.success) return undefined;
  const { requestedQueryCost, throttleStatus } = read.data.cost;
  return {
    requested: requestedQueryCost,
    available: throttleStatus.currentlyAvailable,
    restoreRate: throttleStatus.restoreRate,
  };
}

/** Retry-After in seconds or as a date (RFC 9110 §10.2.3), as milliseconds. */
function retryAfter(answer: RawAnswer<unknown>): { retryAfterMs?: number } {
  const text = answer.headers?.get("retry-after");
  if (!text) return {};
  const seconds = Number(text);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(text) - Date.now();
  return Number.isFinite(ms) && ms >= 0 ? { retryAfterMs: ms } : {};
}

/** Milliseconds to wait so that the bucket holds the cost of a request like the last one. */
export function waitForBudget(state: CostState | undefined, now: number): number {
  if (!state) return 0;
  // A clock set back must not make the budget look spent for hours.
  const since = Math.max(0, now - state.at);
  return pointsWait({ ...state, available: state.available + (since / 1000) * state.restoreRate });
}

/**
 * Milliseconds before the next try: what the platform asks for, or the time the missing points need. Where neither
 * is known, and from the second try on in any case, at least a pause of 0.5 s doubling to 8 s. Always with up to
 * half as much again at random, so that callers do not return together.
 */
export function waitBeforeRetry(answer: AnswerKind<unknown>, attempt: number, random: number): number {
  const asked = "retryAfterMs" in answer ? answer.retryAfterMs : undefined;
  const known = asked ?? (answer.cost && (pointsWait(answer.cost) || undefined));
  const pauses = known === undefined ? attempt : attempt - 1;
  const pause = pauses > 0 ? Math.min(8_000, 500 * 2 ** (pauses - 1)) : 0;
  return Math.round(Math.max(known ?? 0, pause) * (1 + random / 2));
}

function pointsWait({ requested, available, restoreRate }: Cost): number {
  return Math.max(0, ((requested - available) / restoreRate) * 1000);
}
