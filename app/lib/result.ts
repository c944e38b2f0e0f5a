/** An expected outcome: a value, or one of a closed set of problem codes. Surprises throw instead. */
export type Result<T, P extends string> = { ok: true; value: T } | { ok: false; problem: P };

/** Wraps a success. */
export function ok<T>(value: T): { ok: true; value: T } {
  return { ok: true, value };
}

/** Wraps an expected failure. */
export function problem<P extends string>(code: P): { ok: false; problem: P } {
  return { ok: false, problem: code };
}
