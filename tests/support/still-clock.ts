import { afterAll, beforeAll, vi } from "vitest";

/**
 * Lets the app of this test file live at one instant, for stories told in calendar days: by the real clock their parcels
 * would one day be late, and their claims over. Timers run on, and so does the database's own clock.
 */
export function stopClockAt(instant: string): void {
  beforeAll(() => void vi.useFakeTimers({ toFake: ["Date"], now: new Date(instant) }));
  afterAll(() => void vi.useRealTimers());
}
