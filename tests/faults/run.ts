import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { buildApp } from "../../scripts/app-build.ts";
import { provideChromium } from "../../scripts/chromium.ts";
import { projectRoot } from "../../scripts/postgres-binaries.ts";
import { runCommand } from "../../scripts/run-command.ts";
import { type FaultPromise, promises } from "./promises.ts";

/*
 * npm run faults [-- --only 1,8] [--json FILE]
 * Every promise at its full size, one after the other: what was done, what was seen, and whether it was kept. The same
 * tests run small inside verify. Ends with 0 when all that were asked for are kept, 1 when one is not, 2 for a number
 * that does not exist.
 */

type Kept = {
  number: number;
  promise: string;
  kept: boolean | null;
  passed: number;
  failed: string[];
  seconds: number;
  figures: Record<string, number | string>;
  open?: string;
};

const { values } = parseArgs({ options: { only: { type: "string" }, json: { type: "string" } } });
const wanted = values.only?.split(",").map(Number);
const missing = wanted?.filter((number) => !promises.some((one) => one.number === number)) ?? [];
if (missing.length) {
  process.stderr.write(
    `There is no promise ${values.only}; there are ${promises.map(({ number }) => number).join(", ")}.\n`,
  );
  process.exit(2);
}

await buildApp();
const scratch = await mkdtemp(path.join(tmpdir(), "fairlead-promises-"));
const results: Kept[] = [];
for (const one of promises) {
  if (wanted && !wanted.includes(one.number)) continue;
  const result = await prove(one);
  results.push(result);
  print(result);
}
await rm(scratch, { recursive: true, force: true });
if (values.json) await writeFile(values.json, `${JSON.stringify(results, null, 2)}\n`);
process.exitCode = results.some(({ kept }) => kept === false) ? 1 : 0;

async function prove({ number, promise, tests, open }: FaultPromise): Promise<Kept> {
  const startedAt = performance.now();
  const figuresFile = path.join(scratch, `figures-${number}.jsonl`);
  const result: Kept = {
    ...{ number, promise, kept: tests.length ? true : null, passed: 0, failed: [], seconds: 0, figures: {} },
    ...(open === undefined ? {} : { open }),
  };
  for (const project of new Set(tests.map((test) => test.project))) {
    const files = tests.filter((test) => test.project === project).map(({ file }) => file);
    const report = path.join(scratch, `report-${number}-${project}.json`);
    const args = ["run", "--project", project, ...files, "--reporter=json", `--outputFile=${report}`];
    const env: Record<string, string> = {
      ...{ NO_COLOR: "1", CI: "true", FAULTS_FORM: "full", FAULTS_REPORT: figuresFile },
      ...(project === "browser" && { CHROMIUM: await provideChromium() }),
    };
    const vitest = path.join(projectRoot, "node_modules/.bin/vitest");
    const { code, output } = await runCommand(vitest, args, {
      ...{ cwd: projectRoot, env, timeoutSeconds: 7_200 },
    });
    if (code !== 0) result.kept = false;
    readReport(report, output, result);
  }
  if (existsSync(figuresFile)) {
    for (const line of readFileSync(figuresFile, "utf8").trim().split("\n")) {
      const told = JSON.parse(line) as { promise: number; figures: Kept["figures"] };
      if (told.promise === number) Object.assign(result.figures, told.figures);
    }
  }
  result.seconds = Math.round((performance.now() - startedAt) / 1_000);
  return result;
}

function readReport(file: string, output: string, result: Kept): void {
  if (!existsSync(file)) {
    result.failed.push(output.trim().split("\n").slice(-20).join("\n"));
    return;
  }
  const { testResults } = JSON.parse(readFileSync(file, "utf8")) as {
    testResults: { message?: string; assertionResults: Assertion[] }[];
  };
  for (const { message, assertionResults } of testResults) {
    if (assertionResults.length === 0 && message) result.failed.push(message);
    for (const { status, fullName, failureMessages } of assertionResults) {
      if (status === "passed") result.passed += 1;
      if (status === "failed")
        result.failed.push(`${fullName}: ${failureMessages?.[0]?.split("\n")[0] ?? ""}`);
    }
  }
}

type Assertion = { status: string; fullName: string; failureMessages?: string[] };

function print({ number, promise, kept, passed, failed, seconds, figures, open }: Kept): void {
  const verdict = kept === null ? "not applicable" : kept ? "kept" : "NOT KEPT";
  process.stdout.write(`${String(number).padStart(2)}  ${promise}: ${verdict}\n`);
  const told = Object.entries(figures).map(([name, value]) => `${name} ${value}`);
  const tests = kept === null ? [] : [`${passed} tests`, `${seconds} s`];
  if (tests.length + told.length) process.stdout.write(`      ${[...told, ...tests].join(" · ")}\n`);
  for (const line of failed) process.stdout.write(`      failed: ${line}\n`);
  if (open) process.stdout.write(`      open: ${open}\n`);
}
