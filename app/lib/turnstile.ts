/**
 * Lets so many pieces of work run at once; the others wait their turn in order. Past `waiting` of them the answer is
 * null at once, so that a flood is shed instead of piling up behind the database's own deadlines.
 */
export function turnstile({ atOnce, waiting }: { atOnce: number; waiting: number }) {
  let running = 0;
  const queue: (() => void)[] = [];
  return async <T>(work: () => Promise<T>): Promise<T | null> => {
    if (running >= atOnce) {
      if (queue.length >= waiting) return null;
      await new Promise<void>((turn) => queue.push(turn));
    } else {
      running += 1;
    }
    try {
      return await work();
    } finally {
      // The place is handed on, so nobody who comes now overtakes those who wait.
      const next = queue.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
