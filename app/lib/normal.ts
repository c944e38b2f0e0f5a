const density = (x: number) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);

/** P(Z > x) for x of 3 and more: Laplace's continued fraction (Abramowitz and Stegun 26.2.14). */
function upperTail(x: number): number {
  let fraction = 0;
  for (let k = 120; k >= 1; k--) fraction = k / (x + fraction);
  return density(x) / (x + fraction);
}

/**
 * P(Z <= x) of the standard normal distribution. Series of Marsaglia, "Evaluating the normal distribution", J. Stat.
 * Software 11 (2004) near the middle; the lower tail keeps its relative precision.
 */
export function normalCdf(x: number): number {
  if (x < -3) return upperTail(-x);
  if (x > 3) return 1 - upperTail(x);
  let term = x;
  let sum = x;
  for (let k = 3; k < 200 && Math.abs(term) > 1e-17 * Math.abs(sum); k += 2) {
    term *= (x * x) / k;
    sum += term;
  }
  return 0.5 + density(x) * sum;
}

/**
 * The x below which a share `p` of the standard normal distribution lies; infinite at 0 and 1. Begins at Abramowitz and
 * Stegun 26.2.23 (three digits), which two steps of Halley's method bring to full precision.
 */
export function normalQuantile(p: number): number {
  if (p > 0.5) return -normalQuantile(1 - p);
  if (p <= 0) return Number.NEGATIVE_INFINITY;
  const t = Math.sqrt(-2 * Math.log(p));
  let x =
    (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))) - t;
  for (let step = 0; step < 2; step++) {
    const miss = (normalCdf(x) - p) / density(x);
    x -= miss / (1 + (x * miss) / 2);
  }
  return x;
}
