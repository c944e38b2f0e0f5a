import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { readInstrument } from "./instrument";
import { reportStudy, type StudyReport } from "./report";
import { readResponses } from "./responses";
import { StudyRefused } from "./warning";

const fixture = (name: string) =>
  readFileSync(path.join(import.meta.dirname, "../../../../tests/fixtures/servqual", name), "utf8");

const two = {
  scale: { min: 1, max: 7 },
  dimensions: [
    { id: "R", name: "Reliability" },
    { id: "S", name: "Responsiveness" },
  ],
  items: [
    { id: "R1", dimension: "R" },
    { id: "R2", dimension: "R" },
    { id: "S1", dimension: "S" },
  ],
};

const heading = "respondent,item,expectation,perception";

function study(csv: string | Uint8Array, instrument: unknown = two): StudyReport {
  const read = readInstrument(JSON.stringify(instrument));
  const bytes = typeof csv === "string" ? new TextEncoder().encode(csv) : csv;
  return reportStudy(read.instrument, readResponses(bytes, read.instrument), read.warnings);
}

const lines = (rows: readonly string[], head = heading) => `${[head, ...rows].join("\n")}\n`;
const codes = (report: StudyReport) => report.warnings.map((one) => one.code);
const refused = (run: () => unknown) => {
  try {
    run();
  } catch (error) {
    if (error instanceof StudyRefused) return error.message;
    throw error;
  }
  throw new Error("not refused");
};

/** Every field of `wanted` to nine digits. */
function alike(found: object | undefined, wanted: Record<string, number>) {
  for (const [name, value] of Object.entries(wanted))
    expect((found as Record<string, number>)[name], name).toBeCloseTo(value, 9);
}

const instrumentText = fixture("example-instrument.json");
const example = (name: string) => {
  const { instrument, warnings } = readInstrument(instrumentText);
  return reportStudy(
    instrument,
    readResponses(new TextEncoder().encode(fixture(name)), instrument),
    warnings,
  );
};

// Expected values by NumPy and SciPy from the definitions, not by this code.

describe("a complete study", () => {
  const report = example("example-complete.csv");
  const [reliability, responsiveness] = report.dimensions;

  it("has its dimensions' figures", () => {
    expect(reliability).toMatchObject({ id: "R", name: "Reliability", method: "complete", n: 40 });
    alike(reliability, {
      ...{ meanE: 5.733333333333333, meanP: 4.975, gap: -0.7583333333333333 },
      ...{ sdGap: 0.9089222195213412, seGap: 0.14371322148114984, corEP: 0.1154608569545731 },
      ...{ alphaE: -0.470896946564885, alphaP: 0.5418751770371071, alphaGap: 0.27778256746271235 },
      relDiff: 0.31588930080179367,
    });
    expect(reliability?.ci95?.[0]).toBeCloseTo(-1.0490207615124871, 9);
    expect(reliability?.ci95?.[1]).toBeCloseTo(-0.46764590515417953, 9);
    alike(responsiveness, {
      ...{ gap: -0.975, sdGap: 1.3006408676751116, seGap: 0.20564937798755112, corEP: -0.16588470258299978 },
      ...{ alphaP: 0.49233209941829714, alphaGap: 0.3183023872679047, relDiff: 0.4319818112921562 },
    });
    expect(reliability?.signedRank?.v).toBe(77.5);
    expect(reliability?.signedRank?.p).toBeCloseTo(3.35846293552794e-5, 12);
    expect([reliability?.partlyPaired, responsiveness?.partlyPaired]).toEqual([null, null]);
  });

  it("has its items' p values, adjusted for five", () => {
    const p = [0.00183860004345652, 0.010468188483073038, 0.00016437779741977512, 0.017611931616510878];
    const pBH = [0.0030643334057608666, 0.013085235603841297, 0.0004109444935494378, 0.017611931616510878];
    p.forEach((value, at) => {
      expect(report.items[at]?.p).toBeCloseTo(value, 10);
      expect(report.items[at]?.pBH).toBeCloseTo(pBH[at] ?? 0, 10);
    });
    const [first] = report.items;
    expect((first?.letDown?.share ?? 0) * 40 + (first?.met ?? 0) + (first?.exceeded ?? 0)).toBeCloseTo(40, 9);
  });

  it("has its scores with their errors", () => {
    alike(report.overall, {
      ...{ unweighted: -0.8666666666666666, seUnweighted: 0.15034386037772327 },
      ...{ weighted: -0.845, seWeighted: 0.14420204842245052, servperf: 4.7, itemMean: -0.845 },
    });
    expect(report.overall).toMatchObject({ n: 40, weighting: "instrument", weights: { R: 60, S: 40 } });
  });

  it("has its providers and groups", () => {
    expect(report.providers.map((one) => [one.id, one.market, one.n, one.state, one.rank])).toEqual([
      ["Alpha", "BR", 14, "early", null],
      ["Beta", "BR", 26, "early", null],
    ]);
    alike(report.providers[0], { gap: -0.5416666666666666, sdGap: 0.8926037491470966 });
    alike(report.providers[1], { gap: -1.0416666666666667, sdGap: 0.9513878751008386 });
    const [alpha, beta] = report.providers;
    expect(alpha?.shrunk).toBeGreaterThan(beta?.shrunk ?? 0);
    expect(alpha?.shrunk).toBeLessThan(-0.5416666666666666);
    expect(report.groups.map((one) => [one.id, one.n])).toEqual([
      ["gift", 10],
      ["own", 30],
    ]);
  });

  it("places its dimensions by weight and perception", () => {
    expect(report.importancePerformance?.dimensions.map((one) => [one.id, one.quadrant])).toEqual([
      ["R", "keep_up"],
      ["S", "low_priority"],
    ]);
    expect(report.importancePerformance?.dimensions[0]?.priority).toBeCloseTo(0.6 * 0.7583333333, 9);
  });

  it("has nothing to warn of", () => {
    expect(report).toMatchObject({ version: "servqual/1", confidence: 0.95, n: 40, warnings: [] });
    expect(report.rows).toEqual({ read: 200, used: 200, empty: 0, leftOut: 0 });
  });
});

describe("a study whose respondents were asked different items", () => {
  const report = example("example-planned-missing.csv");

  it("has means over items and errors by respondent", () => {
    expect(report.dimensions[0]).toMatchObject({
      method: "item_adjusted",
      n: 40,
      alphaP: null,
      signedRank: null,
    });
    alike(report.dimensions[0], { gap: -0.7716815758561489, seGap: 0.15865767060488775 });
    expect(report.dimensions[1]).toMatchObject({ method: "complete" });
    alike(report.dimensions[1], { gap: -0.975, seGap: 0.2056493779875511 });
    const { meanE, meanP, gap } = report.dimensions[0] ?? {};
    expect((meanP ?? 0) - (meanE ?? 0)).toBeCloseTo(gap ?? 0, 12);
  });

  it("has alpha once every pair of items has fifty respondents", () => {
    const rows = (n: number) =>
      Array.from({ length: n }, (_, at) => [
        `r${at},R1,6,${1 + (at % 7)}`,
        `r${at},R2,6,${1 + ((at * 3) % 7)}`,
      ]).flat();
    const alpha = (n: number) => study(lines([...rows(n), "last,R1,6,3"])).dimensions[0]?.alphaP;
    expect(alpha(49)).toBeNull();
    expect(alpha(50)).not.toBeNull();
  });
});

describe("weights", () => {
  const worked = JSON.parse(fixture("weighted_example.json"));
  const five = ["TAN", "REL", "RES", "ASS", "EMP"];
  const instrument = {
    scale: { min: 1, max: 7 },
    dimensions: five.map((id) => ({ id, name: id })),
    items: five.map((id) => ({ id: `${id}1`, dimension: id })),
  };
  type Person = { g: number[]; w: number[] };
  const rows = (people: Person[]) =>
    people.flatMap(({ g, w }, who) =>
      five.map((id, at) => `p${who},${id}1,5,${5 + (g[at] ?? 0)},${w[at] ?? ""}`),
    );
  const withPoints = `${heading},importance`;

  it("of each respondent are used before they are averaged", () => {
    const report = study(lines(rows(worked.respondents), withPoints), instrument);
    expect(report.overall).toMatchObject({ weighting: "individual", nWeighted: 4 });
    alike(report.overall, { weighted: -0.685, unweighted: -0.4725 });
    expect(report.overall.weightedAggregate).toBeCloseTo(worked.weighted_aggregated, 6);
    expect(codes(report)).toEqual(["fractional_answers"]);
  });

  it("need not come to 100, and count for nothing where they are zero or not all there", () => {
    const people: Person[] = worked.respondents;
    const halved = people.map(({ g, w }) => ({ g, w: w.map((points) => points / 10) }));
    expect(study(lines(rows(halved), withPoints), instrument).overall.weighted).toBeCloseTo(-0.685, 9);
    const [first, second, ...others] = people as [Person, Person, ...Person[]];
    const report = study(
      lines(rows([{ g: first.g, w: [0, 0, 0, 0, 0] }, { g: second.g, w: [50, 50] }, ...others]), withPoints),
      instrument,
    );
    expect(report.overall.nWeighted).toBe(2);
    expect(report.overall.weighted).toBeCloseTo((-0.7 + 0.01) / 2, 9);
    expect(codes(report)).toEqual(["fractional_answers", "importance_sum_zero", "importance_incomplete"]);
  });

  it("of one respondent that contradict each other or are no points are named, and the row still counts", () => {
    const report = study(
      lines(["a,R1,6,5,60", "a,R2,6,5,50", "a,S1,6,6,40", "b,R1,6,5,-3", "b,S1,6,5,many"], withPoints),
    );
    expect(report.warnings.slice(0, 3).map(({ code, line, column }) => [code, line, column])).toEqual([
      ["importance_inconsistent", 3, "importance"],
      ["importance_invalid", 5, "importance"],
      ["importance_invalid", 6, "importance"],
    ]);
    expect(report.rows.used).toBe(5);
    expect(report.overall.weighted).toBeCloseTo(-0.6, 12);
  });

  it("of an instrument are used in proportion, with a word where they do not come to 100", () => {
    const report = study(lines(["a,R1,6,5", "a,S1,6,6", "b,R1,6,4", "b,S1,6,6"]), {
      ...two,
      weights: { R: 3, S: 1 },
    });
    expect(report.overall).toMatchObject({ weighted: -1.125, weighting: "instrument" });
    expect(report.warnings[0]?.code).toBe("weights_normalised");
  });
});

describe("rows with something wrong are left out and named", () => {
  it.each([
    ["b,R9,5,5", "item_unknown", "item"],
    ["b,,5,5", "item_missing", "item"],
    [",R1,5,5", "respondent_missing", "respondent"],
    ["b,R1,8,5", "out_of_range", "expectation"],
    ["b,R1,5,0", "out_of_range", "perception"],
    ["b,R1,5,five", "not_a_number", "perception"],
    ["b,R1,NA,5", "not_a_number", "expectation"],
    ["b,R1,1e1,5", "not_a_number", "expectation"],
    ["a,R1,5,5", "duplicate", undefined],
    ["b,R1,5,5,5", "too_many_cells", undefined],
  ])("%s: %s", (row, code, column) => {
    const report = study(lines(["a,R1,6,5", row, "c,R1,6,4"]));
    expect(report.warnings[0]).toMatchObject({ code, line: 3, ...(column === undefined ? {} : { column }) });
    expect(report.warnings[0]?.message).toContain("left out");
    expect(report.rows).toEqual({ read: 3, used: 2, empty: 0, leftOut: 1 });
    expect(report.dimensions[0]).toMatchObject({ n: 2, gap: -1.5 });
  });

  it("a better row may follow one that was left out", () => {
    const report = study(lines(["a,R1,66,5", "a,R1,6,5"]));
    expect(report.dimensions[0]).toMatchObject({ n: 1, gap: -1 });
    expect(codes(report)).not.toContain("duplicate");
  });
});

describe("missing answers", () => {
  it("of one kind count for the perception and the partly paired gap, not for the paired one", () => {
    const report = study(lines(["a,R1,6,5", "b,R1,7,5", "c,R1,,2", "d,R1,6,", "e,R1,,"]));
    const [reliability] = report.dimensions;
    expect(reliability).toMatchObject({ n: 2, gap: -1.5, meanE: 6.5, meanP: 5 });
    expect(reliability?.servperf).toMatchObject({ n: 3, mean: 4 });
    expect(reliability?.partlyPaired).toMatchObject({ nE: 3, nP: 3, nPairs: 2, pairedGap: -1.5 });
    expect(reliability?.partlyPaired?.gap).toBeCloseTo(4 - 19 / 3, 12);
    expect(report).toMatchObject({ n: 4, rows: { read: 5, used: 4, empty: 1, leftOut: 0 } });
  });

  it("of a whole dimension leave the scores over all dimensions out", () => {
    const report = study(lines(["a,R1,6,5", "b,R1,6,4", "b,R2,5,5"]));
    expect(report.dimensions[1]).toMatchObject({ method: "none", n: 0, gap: null, ci95: null });
    expect(report.overall).toMatchObject({
      unweighted: null,
      servperf: null,
      itemMean: null,
      weighted: null,
    });
    expect(codes(report)).toEqual(["few_answers_per_item", "dimension_without_pairs"]);
  });

  it("of one item leave a dimension to its others", () => {
    const report = study(lines(["a,R1,6,5", "b,R1,6,4"]));
    expect(report.warnings[0]).toMatchObject({ code: "item_without_pairs", item: "R2", dimension: "R" });
  });

  it("of everybody make a report without figures", () => {
    const report = study(`${heading}\n`);
    expect(report).toMatchObject({ n: 0, providers: [], groups: [] });
    expect(report.warnings.map((one) => one.code)).toEqual(["no_answers"]);
    expect(JSON.stringify(report)).not.toContain("NaN");
  });
});

describe("a single respondent", () => {
  it("has gaps and no errors", () => {
    const report = study(lines(["a,R1,6,5,P", "a,R2,6,4,P", "a,S1,7,7,P"], `${heading},provider`));
    expect(report.dimensions[0]).toMatchObject({
      ...{ n: 1, gap: -1.5, sdGap: null, seGap: null, ci95: null, corEP: null, alphaP: null, relDiff: null },
    });
    expect(report.items[0]).toMatchObject({ n: 1, sdE: null, p: null, pBH: null });
    expect(report.overall).toMatchObject({ unweighted: -0.75, seUnweighted: null, ci95Unweighted: null });
    expect(report.providers[0]).toMatchObject({
      n: 1,
      gap: -0.75,
      shrunk: null,
      rank: null,
      state: "too_few",
    });
  });
});

it("answers that do not vary have neither alpha nor p", () => {
  const report = study(lines(["a,R1,6,5", "a,R2,6,5", "b,R1,6,5", "b,R2,6,5"]));
  expect(report.dimensions[0]).toMatchObject({
    ...{ gap: -1, seGap: 0, ci95: [-1, -1], p: null, alphaE: null, alphaP: null, relDiff: null, corEP: null },
  });
});

describe("providers", () => {
  const columns = `${heading},provider,market`;

  it("count each row of a respondent with two of them for its own", () => {
    const report = study(
      lines(["a,R1,6,5,P,DE", "a,R2,6,2,Q,DE", "b,R1,6,4,P,DE", "b,R2,6,6,P,DE", "c,R1,5,5,,DE"], columns),
    );
    expect(report.providers.map((one) => [one.id, one.n])).toEqual(
      expect.arrayContaining([
        ["P", 2],
        ["Q", 1],
      ]),
    );
    const found = report.warnings.filter((one) => one.code.includes("provider"));
    expect(found).toMatchObject([
      { code: "several_providers", line: 3, respondent: "a" },
      { code: "provider_missing", count: 1 },
    ]);
  });

  it("are ranked within their market alone, and never by a few", () => {
    const rows = (provider: string, market: string, n: number, felt: number) =>
      Array.from(
        { length: n },
        (_, at) => `${provider}${market}${at},R1,6,${felt + (at % 2)},${provider},${market}`,
      );
    const report = study(
      lines(
        [
          ...[...rows("A", "DE", 40, 5), ...rows("B", "DE", 40, 2), ...rows("C", "DE", 3, 6)],
          ...[...rows("A", "BR", 40, 1), ...rows("B", "BR", 40, 3)],
        ],
        columns,
      ),
    );
    expect(report.providers.map((one) => [one.market, one.id, one.rank, one.fixFirst])).toEqual([
      ["BR", "B", 1, 2],
      ["BR", "A", 2, 1],
      ["DE", "A", 1, 2],
      ["DE", "B", 2, 1],
      ["DE", "C", null, null],
    ]);
    expect(report.providers[2]?.inseparable).not.toContain("B");
  });

  it("asked easier items than others are not better for it", () => {
    // Everybody's gap is -1 on R1 and -3 on R2; P's buyers were mostly asked the first.
    const rows = (provider: string, first: number, second: number) => [
      ...Array.from({ length: first }, (_, at) => `${provider}a${at},R1,6,5,${provider},DE`),
      ...Array.from({ length: second }, (_, at) => `${provider}b${at},R2,6,3,${provider},DE`),
    ];
    const [one, other] = study(lines([...rows("P", 12, 2), ...rows("Q", 2, 12)], columns)).providers;
    expect(one?.gap).toBeCloseTo(other?.gap ?? 0, 12);
    expect(one?.gap).toBeCloseTo(-2, 12);
  });
});

it("an overall question says what each dimension explains, from a hundred respondents on", () => {
  const rows = (n: number) =>
    Array.from({ length: n }, (_, at) => {
      const [r, s] = [1 + (at % 7), 1 + (Math.floor(at / 7) % 7)];
      return [
        `r${at},R1,7,${r}`,
        `r${at},R2,7,${r}`,
        `r${at},S1,7,${s}`,
        `r${at},all,,${Math.round((3 * r + s) / 4)}`,
      ];
    }).flat();
  const instrument = { ...two, outcome: "all" };
  const derived = study(lines(rows(147)), instrument).derivedImportance;
  expect(derived?.n).toBe(147);
  expect(derived?.dimensions[0]?.share).toBeGreaterThan(5 * (derived?.dimensions[1]?.share ?? 1));
  expect(derived?.dimensions.reduce((sum, one) => sum + one.points, 0)).toBeCloseTo(100, 9);
  expect(study(lines(rows(99)), instrument).derivedImportance).toBeNull();
});

describe("what was published of a study", () => {
  it("is held against itself and against the answers", () => {
    const report = study(lines(["a,R1,6,5", "a,R2,6,5", "a,S1,6,6", "b,R1,5,5", "b,R2,6,4", "b,S1,7,6"]), {
      ...two,
      published: {
        items: [{ id: "R1", meanE: 5.5, meanP: 5, gap: -0.9 }],
        dimensions: [
          { id: "R", gap: -1 },
          { id: "S", gap: -0.5 },
        ],
        overall: { gap: -0.75 },
      },
    });
    expect(report.warnings.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      "published_inconsistent: Published gap of R1, -0.9, is not perception minus expectation (-0.5000).",
      "published_differs: Published gap of R1, -0.9, is -0.5000 in these answers.",
    ]);
  });

  it("may leave lines out, and then only what is there is checked", () => {
    const published = {
      items: [{ id: "S1", gap: -0.2 }],
      dimensions: [{ id: "S", gap: -0.5 }],
      overall: { gap: 3 },
    };
    const { warnings } = readInstrument(JSON.stringify({ ...two, published }));
    expect(warnings.map((one) => one.message)).toEqual([
      "Published gap of S, -0.5, is not the mean of the dimension's items (-0.2000).",
    ]);
  });
});

describe("files as they come", () => {
  const plain = study(lines(["a,R1,6,5", "b,R1,7,4"]));
  const figures = (report: StudyReport) => report.dimensions[0];
  const rows = [heading, "a,R1,6,5", "b,R1,7,4"];

  it.each([
    ["a byte-order mark", `\ufeff${rows.join("\n")}`],
    ["CRLF", `${rows.join("\r\n")}\r\n`],
    ["old line ends", rows.join("\r")],
    ["semicolons", rows.map((row) => row.replaceAll(",", ";")).join("\n")],
    ["tabs", rows.map((row) => row.replaceAll(",", "\t")).join("\n")],
    ["quotes", rows.map((row) => `"${row.split(",").join('","')}"`).join("\n")],
    ["blanks around cells", rows.map((row) => row.replaceAll(",", " , ")).join("\n")],
    ["blank lines", rows.join("\n\n\n")],
    ["rows of empty cells", `${rows.join("\n")}\n,,,\n`],
    ["capitals", [heading.toUpperCase(), ...rows.slice(1)].join("\n")],
    [
      "another order of columns",
      ["perception,item,respondent,expectation", "5,R1,a,6", "4,R1,b,7"].join("\n"),
    ],
  ])("with %s are read alike", (_what, text) => {
    expect(figures(study(text))).toEqual(figures(plain));
  });

  it("name lines as an editor counts them", () => {
    const text = `${heading}\n\n"a\nb",R1,6,5\r\n\r\nc,R1,9,5\n`;
    expect(study(text).warnings[0]).toMatchObject({ code: "out_of_range", line: 6, respondent: "c" });
  });

  it("may write decimals, with a comma where cells are separated by another sign", () => {
    const report = study("respondent;item;expectation;perception\na;R1;6,5;5.25\n");
    expect(figures(report)).toMatchObject({ gap: -1.25 });
    expect(report.warnings[0]).toMatchObject({ code: "fractional_answers", count: 2, line: 2 });
  });

  it("with columns that mean nothing are read without them", () => {
    expect(study(lines(["a,R1,6,5,x"], `${heading},colour`)).warnings[0]).toMatchObject({
      code: "unknown_column",
      column: "colour",
    });
  });

  it.each([
    ["an empty file", "", "is empty"],
    ["a file of blank lines", "\n\n", "is empty"],
    ["a file without headings", "a,R1,6,5\n", "no column respondent, item, expectation, perception"],
    ["a missing heading", "respondent,item,expectation\na,R1,6\n", "no column perception"],
    ["a heading twice", `${heading},item\n`, "two columns item"],
    ["an open quote", `${heading}\n"a,R1,6,5\nb,R1,6,5\n`, "never closed"],
  ])("are refused: %s", (_what, text, why) => {
    expect(refused(() => study(text))).toContain(why);
  });

  it("are refused where they are no UTF-8", () => {
    expect(refused(() => study(new Uint8Array([0x72, 0xe9, 0x2c, 0x61])))).toContain("not UTF-8");
  });
});

describe("an instrument", () => {
  const why = (instrument: unknown) => refused(() => readInstrument(JSON.stringify(instrument)));

  it.each([
    [{ ...two, scale: { min: 7, max: 1 } }, "min must be below max"],
    [{ ...two, scale: undefined }, "scale"],
    [{ ...two, dimensions: [] }, "dimensions"],
    [{ ...two, dimensions: [...two.dimensions, { id: "E", name: "Empathy" }] }, "dimension E has no item"],
    [{ ...two, dimensions: [...two.dimensions, { id: "R", name: "Again" }] }, "dimensions name R twice"],
    [{ ...two, items: [...two.items, { id: "R1", dimension: "S" }] }, "items name R1 twice"],
    [{ ...two, items: [...two.items, { id: "X1", dimension: "X" }] }, "item X1 belongs to dimension X"],
    [{ ...two, weights: { R: 50, S: 30, X: 20 } }, "weights name X"],
    [{ ...two, weights: { R: 50 } }, "weights leave out dimension S"],
    [{ ...two, weights: { R: 0, S: 0 } }, "weights are all zero"],
    [{ ...two, weights: { R: -1, S: 2 } }, "weights.R"],
    [{ ...two, outcome: "R1" }, "outcome R1"],
    [{ ...two, published: { items: [{ id: "X1" }] } }, "published names item X1"],
    [[], "as such"],
  ])("is refused %#", (instrument, part) => {
    expect(why(instrument)).toContain(part);
  });

  it("is refused where it is no JSON", () => {
    expect(refused(() => readInstrument("{"))).toBe("The instrument is not JSON.");
  });

  it("may name items by numbers, and what it does not know is passed over with a word", () => {
    const { instrument, warnings } = readInstrument(
      `\ufeff${JSON.stringify({
        ...two,
        items: [
          { id: 1, dimension: "R" },
          { id: 2, dimension: "S" },
        ],
        note: "x",
      })}`,
    );
    expect(instrument.items.map((item) => item.id)).toEqual(["1", "2"]);
    expect(warnings.map((one) => one.code)).toEqual(["unknown_field"]);
  });
});
