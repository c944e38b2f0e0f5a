export type EwmaPoint = { value: number; low: number; high: number; out: boolean };

/**
 * Exponentially weighted moving average Z = λ x + (1 - λ) Z from `mean`, with limits mean ± L s √(λ/(2-λ) · (1 - (1-λ)^2i)),
 * or their final width from the beginning (Roberts, Technometrics 1 (1959) 239-250; NIST/SEMATECH e-Handbook 6.3.2.4).
 */
export function ewma(
  values: readonly number[],
  chart: { mean: number; sd: number; lambda: number; width: number; limits: "growing" | "final" },
): EwmaPoint[] {
  const { mean, sd, lambda } = chart;
  let value = mean;
  return values.map((x, at) => {
    value = lambda * x + (1 - lambda) * value;
    const grown = chart.limits === "final" ? 1 : 1 - (1 - lambda) ** (2 * (at + 1));
    const reach = chart.width * sd * Math.sqrt((lambda / (2 - lambda)) * grown);
    return { value, low: mean - reach, high: mean + reach, out: Math.abs(value - mean) > reach };
  });
}
