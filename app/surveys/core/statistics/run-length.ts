import { solveLinear } from "../../../lib/linear-system";
import { normalCdf } from "../../../lib/normal";
import { sum } from "./summary";

const nodes = 60;
const density = (x: number) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);

/** Gauss-Legendre nodes and weights on [-1, 1], by Newton's method on Legendre polynomials. */
function legendre(n: number): { x: number; weight: number }[] {
  return Array.from({ length: n }, (_, at) => {
    let x = Math.cos((Math.PI * (at + 0.75)) / (n + 0.5));
    let slope = 1;
    for (let step = 0; step < 50; step++) {
      let [before, here] = [1, x];
      for (let k = 2; k <= n; k++) [before, here] = [here, ((2 * k - 1) * x * here - (k - 1) * before) / k];
      slope = (n * (x * here - before)) / (x * x - 1);
      const move = here / slope;
      x -= move;
      if (Math.abs(move) < 1e-15) break;
    }
    return { x, weight: 2 / ((1 - x * x) * slope * slope) };
  });
}

const rule = legendre(nodes);

/** Mean number of values before a one-sided CUSUM with reference k and limit h alarms; `shift` in standard deviations. */
function oneSided(k: number, h: number, shift: number): number {
  const points = rule.map(({ x, weight }) => ({ at: (h / 2) * (x + 1), weight: (h / 2) * weight }));
  // L(u) = 1 + L(0) Φ(k - u - μ) + ∫ L(x) φ(x + k - u - μ) dx, with L(0) as one unknown more (Page, Biometrika 41 (1954)).
  const starts = [0, ...points.map((point) => point.at)];
  const matrix = starts.map((u, row) => [
    (row === 0 ? 1 : 0) - normalCdf(k - u - shift),
    ...points.map((point, at) => (row === at + 1 ? 1 : 0) - point.weight * density(point.at + k - u - shift)),
  ]);
  return (
    solveLinear(
      matrix,
      starts.map(() => 1),
    )?.[0] ?? Infinity
  );
}

/**
 * Average run length of a two-sided CUSUM started at zero: 1 / L = 1 / L⁺ + 1 / L⁻ (van Dobben de Bruyn 1968). At `shift` 0
 * the mean number of values between false alarms.
 */
export function cusumRunLength(k: number, h: number, shift: number): { oneSided: number; twoSided: number } {
  const [up, down] = [oneSided(k, h, shift), oneSided(k, h, -shift)];
  return { oneSided: up, twoSided: 1 / (1 / up + 1 / down) };
}

/** Average run length of an EWMA chart with constant limits ± L √(λ / (2 - λ)) (Crowder, Technometrics 29 (1987) 401-407). */
export function ewmaRunLength(lambda: number, width: number, shift: number): number {
  const limit = width * Math.sqrt(lambda / (2 - lambda));
  const points = rule.map(({ x, weight }) => ({ at: limit * x, weight: limit * weight }));
  const chance = (z: number, point: { at: number; weight: number }) =>
    (point.weight / lambda) * density((point.at - (1 - lambda) * z) / lambda - shift);
  const matrix = points.map((row) => points.map((point) => (row === point ? 1 : 0) - chance(row.at, point)));
  const found = solveLinear(
    matrix,
    points.map(() => 1),
  );
  return found === null ? Infinity : 1 + sum(points.map((point, at) => chance(0, point) * (found[at] ?? 0)));
}

/** False alarms a quarter that all charts of a shop together may give. */
const tolerated = 0.5;

/**
 * The limit h at which `charts` charts of `responses` answers a quarter each give at most one false alarm in two quarters:
 * charts · responses / ARL₀ <= 0.5. Between 4 and 10; finer than 0.001 it does not matter.
 */
export function limitFor(charts: number, responses: number, k = 0.5): number {
  const wanted = (charts * responses) / tolerated;
  let [low, high] = [4, 10];
  if (cusumRunLength(k, low, 0).twoSided >= wanted) return low;
  while (high - low > 1e-3) {
    const middle = (low + high) / 2;
    if (cusumRunLength(k, middle, 0).twoSided < wanted) low = middle;
    else high = middle;
  }
  return high;
}
