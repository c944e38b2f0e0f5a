import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { projectRoot } from "../../scripts/postgres-binaries.ts";
import { runCommand } from "../../scripts/run-command.ts";

// The command as it is typed; what it reckons has its tests beside the arithmetic.

const fixture = (name: string) => path.join("tests", "fixtures", "servqual", name);
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "fairlead-servqual-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const servqual = (...args: string[]) =>
  runCommand("npm", ["run", "--silent", "servqual", "--", ...args], { cwd: projectRoot });
const about = (responses: string) => ["--instrument", fixture("example-instrument.json"), "--in", responses];

it("scores a study from two files, without a shop or a database", async () => {
  const { code, output } = await servqual(...about(fixture("example-complete.csv")), "--json");
  expect(code).toBe(0);
  const report = JSON.parse(output);
  expect(Object.keys(report)).toEqual([
    ...["version", "confidence", "scale", "n", "rows", "dimensions", "items", "overall"],
    ...["importancePerformance", "derivedImportance", "providers", "groups", "warnings"],
  ]);
  expect(report.dimensions[0]).toMatchObject({ id: "R", n: 40, method: "complete" });
  expect(report.dimensions[0].gap).toBeCloseTo(-0.7583333333333333, 12);
  expect(report.overall.unweighted).toBeCloseTo(-0.8666666666666666, 12);
  expect(report.warnings).toEqual([]);
});

it("prints a table without --json, and what is wrong below it", async () => {
  const file = path.join(folder, "one-wrong.csv");
  await writeFile(file, "respondent,item,expectation,perception\na,R1,6,5\na,R2,6,9\nb,R1,7,4\n");
  const { code, output } = await servqual(...about(file));
  expect(code).toBe(0);
  expect(output).toContain("2 respondents; 3 rows: 2 used, 0 empty, 1 left out");
  expect(output).toMatch(/^Reliability +2 +6\.500 +4\.500 +-2\.000/m);
  expect(output).toContain("line 3: perception 9 is outside 1 to 7. The row is left out.");
});

it("ends with 2 and a sentence where what was asked cannot be done", async () => {
  const empty = path.join(folder, "empty.csv");
  await writeFile(empty, "");
  const wanted: [string[], string][] = [
    [about(path.join(folder, "nowhere.csv")), "cannot be read (ENOENT)"],
    [about(empty), "The responses file is empty."],
    [
      ["--instrument", fixture("README.md"), "--in", fixture("example-complete.csv")],
      "The instrument is not JSON.",
    ],
    [[...about(empty), "--colour"], "npm run servqual -- --instrument"],
  ];
  for (const [args, sentence] of wanted) {
    const { code, output } = await servqual(...args);
    expect(code).toBe(2);
    expect(output).toContain(sentence);
    expect(output).not.toContain("    at ");
  }
});
