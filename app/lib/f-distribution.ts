import { incompleteBeta } from "./incomplete-beta";

/** P(F <= x) of Fisher's distribution with `above` and `below` > 0 degrees of freedom. */
export function fCdf(x: number, above: number, below: number): number {
  return x <= 0 ? 0 : incompleteBeta(above / 2, below / 2, (above * x) / (above * x + below));
}

/** The x below which a share `p` of Fisher's distribution lies, for 0 < p < 1; to about 10 digits. */
export function fQuantile(p: number, above: number, below: number): number {
  let low = 0;
  let high = 1;
  while (fCdf(high, above, below) < p) high *= 2;
  for (let step = 0; step < 200 && high - low > 1e-13 * high; step++) {
    const middle = (low + high) / 2;
    if (fCdf(middle, above, below) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
