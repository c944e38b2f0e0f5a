import { normalQuantile } from "../../../lib/normal";
import { studentCdf } from "../../../lib/student-t";

/** `alarmAt` counts values from 1; null without an alarm. `since` is the value after which the sum that alarmed began. */
export type ChangeFlag = {
  direction: "up" | "down";
  alarmAt: number;
  since: number;
};

export type CusumLimits = { k: number; h: number };

/**
 * The first alarm of a two-sided CUSUM of standardised values: C⁺ = max(0, C⁺ + z - k), C⁻ = max(0, C⁻ - z - k), alarm above
 * h (Page, Biometrika 41 (1954) 100-115). Null without one.
 */
export function cusumAlarm(values: readonly (number | null)[], { k, h }: CusumLimits): ChangeFlag | null {
  let [up, down, upSince, downSince] = [0, 0, 0, 0];
  for (const [at, z] of values.entries()) {
    if (z === null) continue;
    up = Math.max(0, up + z - k);
    down = Math.max(0, down - z - k);
    if (up === 0) upSince = at + 1;
    if (down === 0) downSince = at + 1;
    if (up > h) return { direction: "up", alarmAt: at + 1, since: upSince };
    if (down > h) return { direction: "down", alarmAt: at + 1, since: downSince };
  }
  return null;
}

const warmUp = 10;

/**
 * Values standardised by those before them alone, so that no baseline has to be guessed: T = (x - mean) / s · √(n / (n + 1))
 * has Student's distribution at n - 1 degrees of freedom, and Φ⁻¹ of its share is standard normal and independent of the
 * others (Hawkins, The Statistician 36 (1987) 299-315). Null for the first ten, which only begin the baseline, and where
 * nothing varied so far. A baseline estimated once, and then taken for the truth, doubles the false alarms.
 */
export function selfStarting(values: readonly number[]): (number | null)[] {
  let [n, mean, squares] = [0, 0, 0];
  return values.map((value) => {
    const sd = n < warmUp ? 0 : Math.sqrt(squares / (n - 1));
    const share = sd > 0 ? studentCdf(((value - mean) / sd) * Math.sqrt(n / (n + 1)), n - 1) : null;
    n += 1;
    const move = value - mean;
    mean += move / n;
    squares += move * (value - mean);
    // A share that rounds to 0 or 1 would be infinitely far out.
    return share === null ? null : normalQuantile(Math.min(1 - 1e-15, Math.max(1e-15, share)));
  });
}

/** The first change in a series of gaps in order of time that its own past did not announce. */
export function changeIn(gaps: readonly number[], limits: CusumLimits): ChangeFlag | null {
  return cusumAlarm(selfStarting(gaps), limits);
}
