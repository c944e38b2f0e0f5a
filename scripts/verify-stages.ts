import { existsSync, globSync, readFileSync } from "node:fs";
import path from "node:path";
import { buildApp, generateDatabaseClient } from "./app-build.ts";
import { askDoctor } from "./app-doctor.ts";
import { checkBundleSizes } from "./bundle-sizes.ts";
import { provideChromium } from "./chromium.ts";
import { projectRoot } from "./postgres-binaries.ts";
import { runCommand } from "./run-command.ts";

export type StageResult = {
  passed: number;
  failed: number;
  /** Skipped tests by title, with the reason where the test gives one. */
  skipped: string[];
  /** One line about a stage that went well. */
  detail?: string;
  /** What was printed, for a stage that failed. */
  output?: string;
};

export type Stage = {
  name: string;
  /** Stages that must have passed before. */
  after: string[];
  run(scratch: string): Promise<StageResult>;
};

type Command = { program: string; args: string[]; env?: Record<string, string> };

const bin = (name: string) => path.join(projectRoot, "node_modules", ".bin", name);
const sources = ["app", "scripts", "prisma", "tests", "dev-store/src", "dev-store/test", "extensions"].filter(
  (folder) => existsSync(path.join(projectRoot, folder)),
);
// Each is checked by itself: what a surface of the platform declares as global differs from the next.
const extensionFolders = globSync("extensions/*/tsconfig.json", { cwd: projectRoot }).map(path.dirname);

const passed = (detail?: string): StageResult => ({
  passed: 1,
  failed: 0,
  skipped: [],
  ...(detail ? { detail } : {}),
});
const failed = (output: string): StageResult => ({ passed: 0, failed: 1, skipped: [], output });

async function runAll(commands: Command[]): Promise<StageResult> {
  for (const { program, args, env } of commands) {
    const { code, output } = await runCommand(program, args, {
      cwd: projectRoot,
      env: { NO_COLOR: "1", ...env },
    });
    if (code !== 0)
      return failed(`${path.basename(program)} ${args.join(" ")} ended with ${code}\n${output}`);
  }
  return passed();
}

const check = (name: string, commands: Command[], after: string[] = []): Stage => ({
  name,
  after,
  run: () => runAll(commands),
});
const npmTool = (name: string, ...args: string[]): Command => ({ program: bin(name), args });

type VitestReport = {
  numPassedTests: number;
  numFailedTests: number;
  testResults: { name: string; status: string; message?: string; assertionResults: VitestAssertion[] }[];
};
type VitestAssertion = { fullName: string; status: string; meta?: { reason?: string } };

const tests = (project: string, after: string[] = ["generate"]): Stage => ({
  name: project,
  after,
  run: async (scratch) => {
    const report = path.join(scratch, `${project}.json`);
    const args = [
      "run",
      "--project",
      project,
      "--passWithNoTests",
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${report}`,
    ];
    const env = { NO_COLOR: "1", CI: "true" };
    // A hanging test ends by its own limit; this one is for a machine that is busy with others.
    const options = { cwd: projectRoot, env, timeoutSeconds: 2_400 };
    const { code, output } = await runCommand(bin("vitest"), args, options);
    if (!existsSync(report)) return code === 0 ? { ...passed("no test files"), passed: 0 } : failed(output);
    return readReport(JSON.parse(readFileSync(report, "utf8")) as VitestReport, code, output);
  },
});

function readReport(report: VitestReport, code: number, output: string): StageResult {
  const all = report.testResults.flatMap((file) => file.assertionResults);
  const skipped = all.filter((one) => ["skipped", "pending", "todo"].includes(one.status));
  const names = skipped.map((one) => `${one.fullName}${one.meta?.reason ? ` (${one.meta.reason})` : ""}`);
  // A file that does not even load fails without a failed test.
  const failures = Math.max(report.numFailedTests, code === 0 ? 0 : 1);
  const detail = `${report.numPassedTests} tests`;
  return {
    passed: report.numPassedTests,
    failed: failures,
    skipped: names,
    detail,
    ...(failures ? { output } : {}),
  };
}

async function checkLockFile(): Promise<StageResult> {
  const tracked = await runCommand("git", ["ls-files", "--error-unmatch", "package-lock.json"], {
    cwd: projectRoot,
  });
  if (tracked.code !== 0) return passed("not under version control");
  const { code, output } = await runCommand("git", ["diff", "--exit-code", "package-lock.json"], {
    cwd: projectRoot,
  });
  return code === 0
    ? passed()
    : failed(`npm install changes package-lock.json; commit what it wrote.\n${output}`);
}

async function browserTests(scratch: string): Promise<StageResult> {
  process.env.CHROMIUM = await provideChromium();
  return tests("browser").run(scratch);
}

async function runDoctor(): Promise<StageResult> {
  const wrong = await askDoctor();
  return wrong === null ? passed() : failed(wrong);
}

/** Everything `npm run verify` does, two stages at a time in this order; the last long one has workers for all cores. */
export const stages: Stage[] = [
  { name: "lock file", after: [], run: checkLockFile },
  { name: "chromium", after: [], run: async () => passed(await provideChromium()) },
  {
    name: "generate",
    after: [],
    run: async () => passed((await generateDatabaseClient()) ? "generated" : "unchanged"),
  },
  {
    name: "build",
    after: ["generate"],
    run: async () => passed((await buildApp()).built ? "built" : "unchanged"),
  },
  // Its promises have times: beside it run the stages that leave it a core.
  tests("faults", ["build"]),
  tests("dev-store"),
  tests("unit"),
  tests("tools"),
  tests("extensions"),
  check(
    "types",
    [".", "dev-store", ...extensionFolders].map((folder) => npmTool("tsc", "--noEmit", "-p", folder)),
    ["generate"],
  ),
  check(
    "lint",
    [npmTool("biome", "check", "."), npmTool("oxlint", "--type-aware", "--deny-warnings", ...sources)],
    ["generate"],
  ),
  check(
    "direction",
    [npmTool("depcruise", "--config", ".dependency-cruiser.cjs", "--output-type", "err-long", ...sources)],
    ["generate"],
  ),
  check("unused code", [npmTool("knip", "--no-progress")], ["generate"]),
  { name: "browser", after: ["build", "chromium"], run: browserTests },
  tests("flows"),
  tests("routes"),
  check("platform documents", [npmTool("graphql-codegen", "--config", ".graphqlrc.ts", "--check")]),
  { name: "bundle sizes", after: ["build"], run: async () => passed(await checkBundleSizes()) },
  { name: "app doctor", after: [], run: runDoctor },
];
