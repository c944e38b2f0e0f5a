import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { buildApp } from "../../scripts/app-build.ts";
import { checkBundleSizes } from "../../scripts/bundle-sizes.ts";
import { rates } from "./rates.ts";
import { screens } from "./screens.ts";
import { surveys } from "./surveys.ts";
import { vitals } from "./vitals.ts";
import { webhooks } from "./webhooks.ts";

/** One figure set. `ratioToFloor` is what counts: both sides are measured in the same run. Null where there is no floor. */
export type Figures = { ratioToFloor: number | null } & Record<string, number | string | null>;

const benches: Record<string, () => Promise<Figures>> = {
  rates,
  webhooks,
  surveys,
  screens,
  vitals,
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
  const figures = await benches[name]?.();
  if (!figures) continue;
  results[name] = figures;
  process.stdout.write(`${name}\n`);
  console.table(figures);
}
if (values.json) await writeFile(values.json, `${JSON.stringify(results, null, 2)}\n`);
