import { vi } from "vitest";

/**
 * Makes every deadline pass two hundred times sooner, until mocks are restored. Answers which ones were asked for
 * since, in milliseconds.
 */
export function shortenDeadlines(): () => number[] {
  const timeout = AbortSignal.timeout.bind(AbortSignal);
  const spy = vi.spyOn(AbortSignal, "timeout").mockImplementation((ms) => timeout(Math.ceil(ms / 200)));
  return () => spy.mock.calls.map(([ms]) => ms);
}
