import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { readInstrument } from "./surveys/core/study/instrument";
import { reportStudy, type StudyReport } from "./surveys/core/study/report";
import { readResponses } from "./surveys/core/study/responses";
import { StudyRefused } from "./surveys/core/study/warning";

// The command line's way to score a study that no shop asked. It ends with 0 when there is a report, rows left out or not;
// with 2 when what was asked cannot be done, with 1 when it failed on the way. It reads two files and nothing else.

const usage = `npm run servqual -- --instrument INSTRUMENT.json --in RESPONSES.csv [--json]

INSTRUMENT.json: { "scale": { "min": 1, "max": 7 }, "dimensions": [{ "id", "name" }], "items": [{ "id", "dimension" }],
"weights"?: { DIMENSION: points } }
RESPONSES.csv: respondent,item,expectation,perception[,importance][,provider][,market][,group]; an empty cell is missing.
docs/servqual.md says what comes out.`;

function readArguments(): { instrument: string; responses: string; json: boolean } {
  try {
    const { values } = parseArgs({
      options: {
        instrument: { type: "string" },
        in: { type: "string" },
        json: { type: "boolean", default: false },
      },
    });
    const { instrument, in: responses, json } = values;
    if (!instrument || !responses) throw new StudyRefused(usage);
    return { instrument, responses, json };
  } catch (error) {
    if (error instanceof StudyRefused) throw error;
    throw new StudyRefused(`${(error as Error).message}\n\n${usage}`);
  }
}

async function read(what: string, file: string): Promise<Uint8Array> {
  return readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new StudyRefused(`The ${what} ${file} cannot be read (${error.code ?? error.message}).`);
  });
}

const number = (value: number | null, digits = 3) => (value === null ? "–" : value.toFixed(digits));
const span = (interval: readonly number[] | null) =>
  interval === null ? "–" : `[${interval.map((bound) => bound.toFixed(3)).join(", ")}]`;

/** Columns of equal width, numbers to the right. */
function tableOf(heading: string[], rows: string[][]): string {
  const lines = [heading, ...rows];
  const widths = heading.map((_, at) => Math.max(...lines.map((line) => [...(line[at] ?? "")].length)));
  const pad = (cell: string, at: number) => {
    const room = " ".repeat(Math.max(0, (widths[at] ?? 0) - [...cell].length));
    return at === 0 || heading[at] === "" ? cell + room : room + cell;
  };
  return lines.map((line) => line.map(pad).join("  ").trimEnd()).join("\n");
}

function remarkOf({ alike, state, inseparable }: StudyReport["providers"][number]): string {
  if (alike) return "all alike";
  if (state !== "ranked") return state.replace("_", " ");
  return inseparable.length === 0 ? "" : `cannot be told from ${inseparable.join(", ")}`;
}

const shownWarnings = 20;

function summaryOf(report: StudyReport): string {
  const { overall, rows } = report;
  const parts = [
    `${report.n} respondents; ${rows.read} rows: ${rows.used} used, ${rows.empty} empty, ${rows.leftOut} left out`,
    tableOf(
      ["dimension", "n", "E", "P", "gap", "95 %", "α E", "α P", "α gap", "rel. diff."],
      report.dimensions.map((one) => [
        ...[one.name, String(one.n), number(one.meanE), number(one.meanP), number(one.gap), span(one.ci95)],
        ...[number(one.alphaE), number(one.alphaP), number(one.alphaGap), number(one.relDiff)],
      ]),
    ),
    tableOf(
      ["item", "n", "E", "P", "gap", "95 %", "let down", "p (BH)"],
      report.items.map((one) => [
        ...[one.id, String(one.n), number(one.meanE), number(one.meanP), number(one.gap), span(one.ci95)],
        ...[one.letDown === null ? "–" : `${(100 * one.letDown.share).toFixed(0)} %`, number(one.pBH, 4)],
      ]),
    ),
    tableOf(
      ["overall", "n", "score", "95 %"],
      [
        ["unweighted (mean of dimensions)", overall.n, overall.unweighted, overall.ci95Unweighted] as const,
        [
          `weighted (${overall.weighting ?? "no weights"})`,
          overall.nWeighted,
          overall.weighted,
          overall.ci95Weighted,
        ] as const,
        ["SERVPERF (perception alone)", overall.nServperf, overall.servperf, overall.ci95Servperf] as const,
        ["mean of items", overall.n, overall.itemMean, overall.ci95ItemMean] as const,
      ].map(([name, n, value, interval]) => [name, String(n), number(value), span(interval)]),
    ),
  ];
  if (report.providers.length > 0)
    parts.push(
      tableOf(
        ["provider", "market", "n", "gap", "shrunk", "90 %", "rank", "fix first", ""],
        report.providers.map((one) => [
          ...[one.id, one.market ?? "–", String(one.n), number(one.gap), number(one.shrunk)],
          span(one.low90 === null || one.high90 === null ? null : [one.low90, one.high90]),
          ...[String(one.rank ?? "–"), String(one.fixFirst ?? "–")],
          remarkOf(one),
        ]),
      ),
    );
  if (report.groups.length > 0)
    parts.push(
      tableOf(
        ["group", "n", "gap", "95 %"],
        report.groups.map((one) => [one.id, String(one.n), number(one.gap), span(one.ci95)]),
      ),
    );
  const lines = report.warnings
    .slice(0, shownWarnings)
    .map(({ line, message }) => (line === undefined ? message : `line ${line}: ${message}`));
  if (report.warnings.length > shownWarnings)
    lines.push(`… ${report.warnings.length - shownWarnings} more (--json lists all)`);
  if (lines.length > 0) parts.push(lines.join("\n"));
  return parts.join("\n\n");
}

// Whoever closes the pipe, as `head` does, has seen enough.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));

try {
  const asked = readArguments();
  const text = new TextDecoder().decode(await read("instrument", asked.instrument));
  const { instrument, warnings } = readInstrument(text);
  const responses = readResponses(await read("responses file", asked.responses), instrument);
  const report = reportStudy(instrument, responses, warnings);
  process.stdout.write(`${asked.json ? JSON.stringify(report, null, 2) : summaryOf(report)}\n`);
} catch (error) {
  process.exitCode = error instanceof StudyRefused ? 2 : 1;
  const message = (error as Error).message;
  process.stderr.write(`${error instanceof StudyRefused ? message : `The report broke off: ${message}`}\n`);
}
