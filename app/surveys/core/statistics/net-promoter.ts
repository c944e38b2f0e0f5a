/**
 * Net promoter score, -100 to 100: per cent answering 9 or 10 minus per cent answering 0 to 6, with its standard error
 * 100 √((p + d - (p - d)²) / n). An outcome to hold against gaps; nothing converts one into the other. Null for nobody.
 */
export function netPromoter(counts: { n: number; promoters: number; detractors: number }) {
  const { n } = counts;
  if (n === 0) return null;
  const [p, d] = [counts.promoters / n, counts.detractors / n];
  return { n, score: 100 * (p - d), se: 100 * Math.sqrt((p + d - (p - d) ** 2) / n) };
}
