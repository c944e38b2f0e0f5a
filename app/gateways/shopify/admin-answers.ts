import { z } from "zod";

/** The shop's budget of query points as last heard, and when (milliseconds since 1970). */
export type CostState = { requested: number; available: number; restoreRate: number; at: number };

type Cost = Omit<CostState, "at">;

export type AnswerKind<Data> = { cost?: Cost } & (
  | { kind: "data"; data: Data; withheld: string[] }
  | { kind: "dead-token" }
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

const errorShape = z.object({
  path: z.array(z.union([z.string(), z.number()])).optional(),
  extensions: z.object({ code: z.string() }).optional(),
});

/** Reads one answer of the Admin API. Nulls with errors are `withheld`, never silently empty. */
export function readAnswer<Data>(answer: RawAnswer<Data>): AnswerKind<Data> {
  const cost = readCost(answer.extensions);
  const errors = answer.errors.map((error) => errorShape.safeParse(error).data ?? {});
  if (answer.status === 401) return { kind: "dead-token" };
  if (answer.status === 429) return { kind: "throttled", ...retryAfter(answer), ...(cost && { cost }) };
  if (answer.status >= 500 || answer.status === 423) return { kind: "fault", ...retryAfter(answer) };
  if (answer.status >= 300 && answer.status < 400) return { kind: "fault" };
  if (errors.some((error) => error.extensions?.code === "THROTTLED")) {
    return { kind: "throttled", ...(cost && { cost }) };
  }
  if (answer.status >= 400) return { kind: "refused" };
  if (answer.data === null || answer.data === undefined || typeof answer.data !== "object") {
    return errors.length > 0 ? { kind: "refused", ...(cost && { cost }) } : { kind: "fault" };
  }
  if (errors.some((error) => !error.path)) return { kind: "refused", ...(cost && { cost }) };
  const withheld = errors.map((error) => (error.path ?? []).join("."));
  return { kind: "data", data: answer.data, withheld, ...(cost && { cost }) };
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
  const available = state.available + ((now - state.at) / 1000) * state.restoreRate;
  return available >= state.requested ? 0 : ((state.requested - available) / state.restoreRate) * 1000;
}

/**
 * Milliseconds before the next try: what the platform asks for, or the time the missing points need, or
 * 0.5 s doubling to 8 s; always with up to half as much again at random so that callers do not return together.
 */
export function waitBeforeRetry(answer: AnswerKind<unknown>, attempt: number, random: number): number {
  const asked = "retryAfterMs" in answer ? answer.retryAfterMs : undefined;
  const { cost } = answer;
  const missing = cost ? Math.max(0, ((cost.requested - cost.available) / cost.restoreRate) * 1000) : 0;
  const base = asked ?? (missing > 0 ? missing : Math.min(8_000, 500 * 2 ** (attempt - 1)));
  return Math.round(base * (1 + random / 2));
}
