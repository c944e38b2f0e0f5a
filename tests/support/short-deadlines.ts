import { vi } from "vitest";

/**
 * Makes deadlines pass after `to` milliseconds at the latest, the first `first` of them or all, until mocks are
 * restored. Answers which ones were asked for since, in milliseconds.
 */
export function shortenDeadlines({ to = Number.POSITIVE_INFINITY, first = Number.POSITIVE_INFINITY } = {}) {
  const timeout = AbortSignal.timeout.bind(AbortSignal);
  const asked: number[] = [];
  vi.spyOn(AbortSignal, "timeout").mockImplementation((ms) => {
    asked.push(ms);
    return timeout(asked.length > first ? ms : Math.min(ms, to));
  });
  return asked;
}
