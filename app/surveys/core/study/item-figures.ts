import { type Proportion, proportion } from "../../../lib/proportion-interval";
import { benjaminiHochberg } from "../statistics/benjamini-hochberg";
import { pairedGap } from "../statistics/paired-gap";
import { deviation, mean } from "../statistics/summary";
import { type Interval, pairsOf } from "./dimension-figures";
import type { Instrument } from "./instrument";
import type { StudyAnswer } from "./responses";

/** One item over the respondents who gave both answers; what every field means stands in docs/servqual.md. */
export type ItemFigure = {
  id: string;
  dimension: string;
  n: number;
  meanE: number | null;
  sdE: number | null;
  meanP: number | null;
  sdP: number | null;
  gap: number | null;
  sdGap: number | null;
  seGap: number | null;
  ci95: Interval | null;
  t: number | null;
  p: number | null;
  pBH: number | null;
  letDown: Proportion | null;
  met: number;
  exceeded: number;
};

export function itemFigures(
  items: Instrument["items"],
  answersTo: ReadonlyMap<string, readonly StudyAnswer[]>,
  level: 0.95,
): ItemFigure[] {
  const figures = items.map(({ id, dimension }) => {
    const pairs = pairsOf(answersTo.get(id) ?? []);
    const [expected, felt] = [pairs.map((row) => row.expectation), pairs.map((row) => row.perception)];
    const gaps = pairs.map((row) => row.perception - row.expectation);
    const gap = pairedGap(gaps, level);
    const n = pairs.length;
    return {
      ...{ id, dimension, n },
      ...{ meanE: n === 0 ? null : mean(expected), sdE: deviation(expected) },
      ...{ meanP: n === 0 ? null : mean(felt), sdP: deviation(felt) },
      ...{ gap: gap?.mean ?? null, sdGap: gap?.sd ?? null, seGap: gap?.se ?? null },
      ...{ ci95: gap?.interval ?? null, t: gap?.t ?? null, p: gap?.p ?? null },
      letDown: proportion(gaps.filter((one) => one < 0).length, n, 95),
      met: gaps.filter((one) => one === 0).length,
      exceeded: gaps.filter((one) => one > 0).length,
    };
  });
  const adjusted = benjaminiHochberg(figures.map((figure) => figure.p));
  return figures.map((figure, at) => ({ ...figure, pBH: adjusted[at] ?? null }));
}
