import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { buildApp } from "../../scripts/app-build.ts";
import { checkBundleSizes } from "../../scripts/bundle-sizes.ts";
import { seedDemo } from "../../scripts/demo-seed.ts";
import { type Stack, startStack } from "../../scripts/stack.ts";
import { screens } from "./screens.ts";
import { webhooks } from "./webhooks.ts";

/** One figure set. `ratioToFloor` is what counts: both sides are measured in the same run. Null where there is no floor. */
export type Figures = { ratioToFloor: number | null } & Record<string, number | string | null>;
export type Bench = (stack: Stack) => Promise<Figures>;

const benches: Record<string, Bench> = {
  webhooks,
  screens,
  bundles: async () => ({ ratioToFloor: null, measured: await checkBundleSizes() }),
};

const { values } = parseArgs({ options: { only: { type: "string" }, json: { type: "string" } } });
const chosen = values.only ? values.only.split(",") : Object.keys(benches);
const unknown = chosen.filter((name) => !benches[name]);
if (unknown.length) {
  process.stderr.write(
    `There is no bench named ${unknown.join(", ")}; there are ${Object.keys(benches).join(", ")}.\n`,
  );
  process.exit(2);
}

await buildApp();
const results: Record<string, Figures> = {};
for (const name of chosen) {
  const bench = benches[name];
  if (!bench) continue;
  const folder = await mkdtemp(path.join(tmpdir(), "fairlead-bench-"));
  // Full durability: a figure without fsync says nothing about production.
  const options = {
    logDir: path.join(folder, "logs"),
    devStoreState: ":memory:",
    dataDir: path.join(folder, "data"),
  };
  const stack = await startStack(options);
  try {
    await seedDemo(stack);
    results[name] = await bench(stack);
  } finally {
    await stack.stop();
    await rm(folder, { recursive: true, force: true });
  }
  process.stdout.write(`${name}\n`);
  console.table(results[name]);
}
if (values.json) await writeFile(values.json, `${JSON.stringify(results, null, 2)}\n`);
