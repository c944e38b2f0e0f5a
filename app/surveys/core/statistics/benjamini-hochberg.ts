/**
 * p values adjusted for how many are read at once: q of the i-th smallest is min over j >= i of m p_j / j, at most 1
 * (Benjamini and Hochberg, JRSS B 57 (1995) 289-300). In the order given; null stays null and does not count. The family is
 * what stands together on one screen or in one report.
 */
export function benjaminiHochberg(ps: readonly (number | null)[]): (number | null)[] {
  const sorted = ps.flatMap((p, at) => (p === null ? [] : [{ p, at }])).sort((a, b) => b.p - a.p);
  const adjusted: (number | null)[] = ps.map(() => null);
  let least = 1;
  sorted.forEach(({ p, at }, place) => {
    least = Math.min(least, (p * sorted.length) / (sorted.length - place));
    adjusted[at] = least;
  });
  return adjusted;
}
