import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, freemem, tmpdir } from "node:os";
import path from "node:path";
import { type Stage, type StageResult, stages } from "./verify-stages.ts";

const shownLines = 80;
const oneStageNeeds = 2 * 1024 ** 3;

function chosenStages(): Stage[] {
  const at = process.argv.indexOf("--only");
  if (at < 0) return stages;
  const wanted = new Set((process.argv[at + 1] ?? "").split(","));
  const unknown = [...wanted].filter((name) => !stages.some((stage) => stage.name === name));
  if (unknown.length) {
    throw new Error(
      `There is no stage "${unknown.join(", ")}". Stages: ${stages.map((stage) => stage.name).join(", ")}.`,
    );
  }
  // Listed in order, so what a stage needs comes before it; going backwards collects that too.
  for (const stage of stages.toReversed())
    if (wanted.has(stage.name)) for (const need of stage.after) wanted.add(need);
  return stages.filter((stage) => wanted.has(stage.name));
}

async function runStage(stage: Stage, scratch: string): Promise<StageResult> {
  try {
    return await stage.run(scratch);
  } catch (error) {
    return { passed: 0, failed: 1, skipped: [], output: (error as Error).message };
  }
}

function print(stage: Stage, result: StageResult, startedAt: number): void {
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
  const verdict = result.failed ? "FAILED" : "passed";
  process.stdout.write(
    `${stage.name.padEnd(19)} ${seconds.padStart(6)} s  ${verdict}${result.detail ? `  ${result.detail}` : ""}\n`,
  );
  for (const name of result.skipped) process.stdout.write(`    skipped: ${name}\n`);
  if (!result.failed) return;
  const lines = (result.output ?? "").trimEnd().split("\n");
  if (lines.length > shownLines)
    process.stdout.write(`    … ${lines.length - shownLines} lines before these\n`);
  for (const line of lines.slice(-shownLines)) process.stdout.write(`    ${line}\n`);
}

/** Runs the stages, two at a time where the machine has room, each after the ones it needs. */
async function runStages(chosen: Stage[], scratch: string): Promise<StageResult[]> {
  const results = new Map<string, StageResult>();
  const waiting = [...chosen];
  const under = new Set<Promise<void>>();
  const most = availableParallelism() > 1 && freemem() > 2 * oneStageNeeds ? 2 : 1;
  const isReady = (stage: Stage) =>
    stage.after.every((need) => results.has(need) || !chosen.some((one) => one.name === need));
  while (waiting.length || under.size) {
    const next = under.size < most ? waiting.find(isReady) : undefined;
    if (!next) {
      await Promise.race(under);
      continue;
    }
    waiting.splice(waiting.indexOf(next), 1);
    const startedAt = performance.now();
    const broken = next.after.find((need) => results.get(need)?.failed);
    const work = broken
      ? Promise.resolve({ passed: 0, failed: 1, skipped: [], output: `not run, because "${broken}" failed` })
      : runStage(next, scratch);
    const task = work.then((result) => {
      results.set(next.name, result);
      print(next, result, startedAt);
      under.delete(task);
    });
    under.add(task);
  }
  return [...results.values()];
}

async function main(): Promise<number> {
  const startedAt = performance.now();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => process.exit(130));
  const chosen = chosenStages();
  const scratch = await mkdtemp(path.join(tmpdir(), "fairlead-verify-"));
  const results = await runStages(chosen, scratch);
  await rm(scratch, { recursive: true, force: true });
  const sum = (pick: (result: StageResult) => number) =>
    results.reduce((total, result) => total + pick(result), 0);
  const [passed, failed, skipped] = [
    sum((r) => r.passed),
    sum((r) => r.failed),
    sum((r) => r.skipped.length),
  ];
  process.stdout.write(`\nafter ${((performance.now() - startedAt) / 1_000).toFixed(0)} s\n`);
  process.stdout.write(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ""}\n`);
  return failed ? 1 : 0;
}

process.exitCode = await main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  return 1;
});
