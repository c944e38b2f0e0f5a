import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { proportion } from "../../../lib/proportion-interval";
import { benjaminiHochberg } from "./benjamini-hochberg";
import { clusteredMean } from "./clustered-mean";
import { differenceInDifferences, expectedReturn } from "./difference-in-differences";
import { ewma } from "./ewma";
import { netPromoter } from "./net-promoter";
import { jamesStein, shrink, spreadOf } from "./partial-pooling";
import { effectiveSize, rake, weightedMean } from "./raking";
import { alphaError, cronbachAlpha, feldtInterval, itemCovariances, standardisedAlpha } from "./reliability";
import { cusumRunLength, ewmaRunLength } from "./run-length";
import { grouped, mean } from "./summary";
import { weightedScores } from "./weighted-score";

// Expected values were computed in R 4.2 (psych, metafor, clubSandwich, survey, spc), independently of this code; where they
// and their inputs come from stands in tests/fixtures/servqual/README.md.

const folder = path.join(import.meta.dirname, "../../../../tests/fixtures/servqual");
const text = (name: string) => readFileSync(path.join(folder, name), "utf8");
const reference = JSON.parse(text("reference_values.json"));

function table(name: string): Record<string, string>[] {
  const [heading = [], ...rows] = text(name)
    .trim()
    .split(/\r?\n/)
    .map((line) => line.replaceAll('"', "").split(","));
  return rows.map((row) => Object.fromEntries(heading.map((column, at) => [column, row[at] ?? ""])));
}

/** Equal to the six digits that are printed. */
function printed(found: number | null | undefined, expected: number, digits = 6) {
  expect(found).not.toBeNull();
  expect(Math.abs((found ?? Number.NaN) - expected)).toBeLessThanOrEqual(0.51 * 10 ** -digits);
}

const each = (found: readonly number[], expected: readonly number[], digits = 6) => {
  expect(found).toHaveLength(expected.length);
  expected.forEach((value, at) => {
    printed(found[at], value, digits);
  });
};

it("alpha of 30 departments' answers to 7 items", () => {
  const rows = table("attitude_30x7.csv").map((row) => Object.values(row).map(Number));
  const covariances = itemCovariances(rows);
  if (!covariances) throw new Error("no covariances");
  const wanted = reference.alpha_attitude;
  const alpha = cronbachAlpha(covariances.matrix);
  printed(alpha, wanted.raw_alpha);
  printed(standardisedAlpha(covariances.matrix)?.alpha, wanted.psych_std);
  printed(standardisedAlpha(covariances.matrix)?.meanCorrelation, wanted.avg_r);
  each(feldtInterval(alpha ?? 0, { n: 30, k: 7, level: 0.95 }) ?? [], wanted.feldt95);
  printed(alphaError(covariances.matrix, 30), wanted.duhachek_se);
});

it("a mean of 122 answers from 60 buyers", () => {
  const answers = table("cluster_gap.csv").map((row) => ({ buyer: row.buyer ?? "", value: Number(row.gap) }));
  const found = clusteredMean(answers, 0.95);
  if (!found) throw new Error("no mean");
  const wanted = reference.cluster;
  expect([found.n, found.buyers]).toEqual([wanted.n, wanted.clusters]);
  printed(found.mean, wanted.mean);
  printed(found.errors.naive, wanted.naive_se);
  printed(found.errors.cr0, wanted.CR0_se);
  printed(found.errors.cr1, wanted.CR1_se);
  printed(found.errors.cr2, wanted.CR2_se);
  printed(found.freedom, wanted.CR2_df);
  each(found.interval, wanted.CR2_ci);
  printed(found.icc, wanted.icc_anova);
  const ofBuyers = [...grouped(answers, (one) => one.buyer).values()];
  printed(mean(ofBuyers.map((own) => mean(own.map((one) => one.value)))), wanted.mean_of_buyer_means);
});

describe("twelve providers' means, pooled", () => {
  const raws = table("providers_eb.csv").map((row) => ({
    mean: Number(row.mean),
    variance: Number(row.se) ** 2,
  }));
  it.each(reference.eb as { method: "DL" | "PM" | "REML"; [name: string]: unknown }[])(
    "by $method",
    (wanted) => {
      const spread = spreadOf(raws, wanted.method);
      // R stops its search for two of the three at its own tolerance, a few millionths before the root.
      const digits = wanted.method === "DL" ? 6 : 5;
      printed(spread.tau2, wanted.tau2 as number, digits);
      printed(spread.mu, wanted.mu as number, digits);
      printed(spread.seMu, wanted.se_mu as number, digits);
      printed(spread.q, wanted.Q as number, 3);
      printed(spread.i2, wanted.I2 as number, 4);
      const shrunk = raws.map((raw) => shrink(raw, spread));
      each(
        shrunk.map((one) => one.mean),
        wanted.simple_shrink as number[],
        digits,
      );
      each(
        shrunk.map((one) => one.se),
        wanted.simple_se as number[],
        digits,
      );
      each(
        shrunk.map((one) => one.seWithCentre),
        wanted.blup_se as number[],
        digits,
      );
      each(
        shrunk.map((one) => one.mean - 1.6448536269514722 * one.se),
        wanted.lcb90_simple as number[],
        digits,
      );
    },
  );
});

it("eight schools have no spread between them", () => {
  // Rubin, J. Educational Statistics 6 (1981) 377-401.
  const effects = [28, 8, -3, 7, -1, 1, 18, 12];
  const errors = [15, 10, 16, 11, 9, 11, 10, 18];
  const spread = spreadOf(
    effects.map((effect, at) => ({ mean: effect, variance: (errors[at] ?? 0) ** 2 })),
    "DL",
  );
  expect(spread.tau2).toBe(0);
  printed(spread.mu, reference.eight_schools.mu);
  printed(spread.seMu, reference.eight_schools.se);
  printed(spread.q, reference.eight_schools.Q);
});

it("eighteen batters' averages", () => {
  const { hits, at_bats, grand, sigma2, c, js } = reference.james_stein_baseball;
  const overall = mean(hits) / at_bats;
  printed(overall, grand);
  const found = jamesStein(
    hits.map((count: number) => count / at_bats),
    (overall * (1 - overall)) / at_bats,
  );
  printed((overall * (1 - overall)) / at_bats, sigma2, 8);
  printed(found.c, c);
  each(found.means, js);
});

it("shares", () => {
  for (const [share, wanted] of Object.entries(reference.wilson as Record<string, number[]>)) {
    const [successes = 0, n = 0] = share.split("/").map(Number);
    const found = proportion(successes, n, 95);
    each([found?.low ?? Number.NaN, found?.high ?? Number.NaN], wanted);
  }
});

it("a hundred answers raked to a thousand orders", () => {
  const rows = table("rake_sample.csv");
  const wanted = reference.rake;
  const targets = {
    market: { DE: wanted.targets.market[0], FR: wanted.targets.market[1], US: wanted.targets.market[2] },
    speed: { exp: wanted.targets.speed[0], std: wanted.targets.speed[1] },
  };
  const weights = rake(
    rows.map((row) => ({ market: row.market ?? "", speed: row.speed ?? "" })),
    targets,
  );
  if (!weights) throw new Error("no weights");
  for (const cell of wanted.cell_weights as { market: string; speed: string; w: number }[]) {
    const at = rows.findIndex((row) => row.market === cell.market && row.speed === cell.speed);
    printed(weights[at], cell.w);
  }
  const gaps = rows.map((row) => Number(row.gap));
  printed(weightedMean(gaps, weights).mean, wanted.weighted_mean);
  printed(mean(gaps), wanted.unweighted);
  printed(effectiveSize(weights).nEff, wanted.kish_neff);
  printed(effectiveSize(weights).designEffect, wanted.deff);
});

describe("average run lengths", () => {
  it.each(
    reference.arl.cusum as { k: number; h: number; mu: number[]; one_sided: number[]; two_sided: number[] }[],
  )("of a CUSUM with k $k and h $h", ({ k, h, mu, one_sided, two_sided }) => {
    const found = mu.map((shift) => cusumRunLength(k, h, shift));
    each(
      found.map((one) => one.oneSided),
      one_sided,
      2,
    );
    each(
      found.map((one) => one.twoSided),
      two_sided,
      2,
    );
  });
  it.each(reference.arl.ewma as { lambda: number; L: number; mu: number[]; arl: number[] }[])(
    "of an EWMA with λ $lambda and L $L",
    ({ lambda, L, mu, arl }) => {
      each(
        mu.map((shift) => ewmaRunLength(lambda, L, shift)),
        arl,
        2,
      );
    },
  );
});

it("the EWMA of NIST's handbook", () => {
  const wanted = reference.ewma_nist;
  const points = ewma(wanted.x, { mean: 50, sd: 2.0539, lambda: 0.3, width: 3, limits: "final" });
  each(
    points.map((point) => point.value),
    wanted.ewma,
    4,
  );
  printed(points[0]?.high, wanted.UCL, 4);
  printed(points[0]?.low, wanted.LCL, 4);
});

it("fifteen p values", () => {
  const wanted = reference.bh1995;
  const adjusted = benjaminiHochberg(wanted.p);
  each(adjusted as number[], wanted.adj);
  expect(adjusted.filter((q) => (q ?? 1) <= 0.05)).toHaveLength(wanted.rejected_q05);
});

it("22 p values of one study", () => {
  const items = reference.lab_items as { paired_p: number; bh_p: number }[];
  const adjusted = benjaminiHochberg(items.map((item) => item.paired_p));
  items.forEach((item, at) => {
    expect(Math.abs((adjusted[at] ?? 1) / item.bh_p - 1)).toBeLessThan(1e-3);
  });
});

it("one of eight providers changed", () => {
  const rows = table("did_providers.csv");
  const gaps = (own: Record<string, string>[], post: string) =>
    own.filter((row) => row.post === post).map((row) => Number(row.gap));
  const providers = [...grouped(rows, (row) => row.provider ?? "")].map(([provider, own]) => ({
    provider,
    treated: own[0]?.treated === "1",
    before: gaps(own, "0"),
    after: gaps(own, "1"),
  }));
  const found = differenceInDifferences(providers, 0.9);
  if (!found) throw new Error("no difference");
  const wanted = reference.did;
  printed(found.pooled, wanted.did_pooled);
  printed(found.estimate, wanted.did_vs_mean_of_controls);
  each(found.change, wanted.provider_diffs);
  each(found.placebos, wanted.placebo_by_provider);
  expect(found.rankP).toBe(wanted.randomisation_p_two_sided);
  printed(found.errors.hc2, wanted.hc2_se);
  printed(found.errors.naive, wanted.naive_se);
  printed(found.placeboSe, wanted.conley_taber_style_se);
  expect(found.interval[0]).toBeLessThan(wanted.truth);
  expect(found.interval[1]).toBeGreaterThan(wanted.truth);
  // Picked because it was worst, half as reliable as it looked: half of its distance comes back by itself.
  expect(expectedReturn({ mean: -1, variance: 0.2 }, { mu: -0.4, tau2: 0.2 })).toBeCloseTo(0.3, 12);
});

it("weighted scores of four people", () => {
  const example = JSON.parse(text("weighted_example.json"));
  const found = weightedScores(
    example.respondents.map((one: { g: number[]; w: number[] }) => ({ gaps: one.g, points: one.w })),
  );
  each(found.scores, example.individual_weighted);
  printed(found.individual, example.weighted_individual_mean);
  printed(found.aggregated, example.weighted_aggregated);
  each(
    found.meanWeights.map((weight) => 100 * weight),
    example.mean_weight,
  );
  printed(mean(example.dim_gap), example.unweighted);
});

it("net promoters", () => {
  const { n, promoters, detractors, nps, se } = reference.nps;
  const found = netPromoter({ n, promoters, detractors });
  expect(found?.score).toBeCloseTo(nps, 12);
  printed(found?.se, se, 4);
});
