/**
 * Counts uses per key in windows of equal length and says no past a most. In one process's memory: with several, each
 * allows as much. Keys of past windows are forgotten, so memory grows with a window's keys only.
 */
export function allowance({ most, windowMs }: { most: number; windowMs: number }) {
  let window = Number.NEGATIVE_INFINITY;
  let used = new Map<string, number>();
  return (key: string, now: Date): boolean => {
    const current = Math.floor(now.getTime() / windowMs);
    if (current !== window) {
      window = current;
      used = new Map();
    }
    const count = (used.get(key) ?? 0) + 1;
    used.set(key, count);
    return count <= most;
  };
}
