import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { forJob } from "./authenticate.server";
import type { Ctx } from "./context";
import { closeDatabase, databaseIsAway } from "./db.server";
import { ImportRefused, importFile, readMap } from "./import-file.server";
import { stopQueue } from "./jobs/queue.server";
import { importAnswer, refusedCells } from "./providers/import-queries.server";

// The command line's way to bring a merchant's past in. It ends with 0 when the file was read, cells refused or not; with 2
// when what was asked cannot be done, with 1 when it failed on the way and may be begun again.

const usage = `npm run import -- shipments FILE.csv --map MAP.json --shop DOMAIN [--dry-run] [--json]

MAP.json: { "columns": { "externalId": "Heading", "promisedOn": "Heading", "provider", "mode", "destination",
"deliveredOn", "weightKg", "freight" }, "dateFormats": ["D-MMM-YY"], "currency": "USD", "decimalMark": "." }
externalId and promisedOn are needed; so is currency where freight is. decimalMark only where numbers do not show it.`;

type Asked = { file: string; map: string; shop: string; dry: boolean; json: boolean };

function readArguments(): Asked {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        map: { type: "string" },
        shop: { type: "string" },
        "dry-run": { type: "boolean", default: false },
        json: { type: "boolean", default: false },
      },
    });
    const [kind, file, ...rest] = positionals;
    const { map, shop, json, "dry-run": dry } = values;
    if (kind !== "shipments" || !file || rest.length > 0 || !map || !shop) throw new ImportRefused(usage);
    return { file, map, shop, dry, json };
  } catch (error) {
    if (error instanceof ImportRefused) throw error;
    throw new ImportRefused(`${(error as Error).message}\n\n${usage}`);
  }
}

async function run(): Promise<void> {
  const asked = readArguments();
  const text = await readFile(asked.map, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw new ImportRefused(`The map ${asked.map} cannot be read (${error.code ?? error.message}).`);
  });
  const map = readMap(text);
  const ctx = await forJob(asked.shop, "import", { alsoWhenUninstalled: false });
  if (!ctx) throw new ImportRefused(`The app is not installed in a shop ${asked.shop}.`);
  await importFile(ctx, { ...asked, map }, (id) =>
    asked.json ? printJson(ctx, id) : printSummary(ctx, id, asked.dry),
  );
}

/** Writes on, and waits where nobody reads yet: what is refused may be longer than memory. */
async function print(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, "drain");
}

async function printJson(ctx: Ctx, id: string): Promise<void> {
  const { rows, imported, unchanged, ...figures } = await importAnswer(ctx, id);
  await print(`${JSON.stringify({ rows, imported, unchanged }).slice(0, -1)},"refused":[`);
  let separator = "\n";
  for await (const cell of refusedCells(ctx, id)) {
    await print(separator + JSON.stringify(cell));
    separator = ",\n";
  }
  await print(`],${JSON.stringify(figures).slice(1)}\n`);
}

const shownCells = 20;

async function printSummary(ctx: Ctx, id: string, dry: boolean): Promise<void> {
  const answer = await importAnswer(ctx, id);
  const { onTimeShare, meanDelayDays } = answer;
  const share = onTimeShare === null ? "–" : `${(onTimeShare * 100).toFixed(2)} %`;
  const lines = [
    `${answer.rows} rows: ${answer.imported} ${dry ? "would be imported" : "imported"}, ${answer.unchanged} unchanged, ${answer.refusedRows} refused`,
    `on time ${answer.onTime} of ${answer.delivered} delivered (${share}), mean difference ${meanDelayDays?.toFixed(4) ?? "–"} days`,
    `freight ${answer.freightSum}, cells refused ${answer.refusedCells}`,
  ];
  for await (const { row, column, value, reason } of refusedCells(ctx, id)) {
    if (lines.length === shownCells + 3) {
      lines.push("  … (--json lists all)");
      break;
    }
    lines.push(`  row ${row}, ${column ?? "as such"}: ${reason} ${JSON.stringify(value)}`);
  }
  await print(`${lines.join("\n")}\n`);
}

// Whoever closes the pipe, as `head` does, has seen enough; by then everything is imported.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));

try {
  await run();
} catch (error) {
  process.exitCode = error instanceof ImportRefused ? 2 : 1;
  const sentence =
    error instanceof ImportRefused
      ? error.message
      : databaseIsAway(error)
        ? "The database cannot be reached. Run the same command again once it is there: nothing is counted twice."
        : `The import broke off: ${(error as Error).message}\nRun the same command again: nothing is counted twice.`;
  process.stderr.write(`${sentence}\n`);
} finally {
  await stopQueue();
  await closeDatabase();
}
