import { createWriteStream } from "node:fs";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { ShipmentMap } from "../../app/providers/core/shipment-map";
import { migrate } from "../../prisma/migrate.ts";
import { type EmbeddedPostgres, startPostgres } from "../../scripts/embedded-postgres.ts";
import { type GuardedProcess, startGuarded } from "../../scripts/guarded-process.ts";
import { appRole, withClient } from "../../scripts/postgres-accounts.ts";
import { environmentOfApp, makeSecrets } from "../../scripts/stack-environment.ts";

/* The import command as it is typed: what it holds of a large file, what it leaves when it is killed, how it refuses. */

const shop = "import-test.myshopify.com";
const secrets = makeSecrets();

let folder: string;
let database: EmbeddedPostgres;
let environment: NodeJS.ProcessEnv;

const map: ShipmentMap = {
  columns: {
    externalId: "Order",
    provider: "Carrier",
    mode: "Mode",
    destination: "Country",
    promisedOn: "Promised",
    deliveredOn: "Delivered",
    freight: "Freight",
  },
  dateFormats: ["YYYY-MM-DD"],
  currency: "EUR",
};
const headings = "Order,Carrier,Mode,Country,Promised,Delivered,Freight,Note\n";

const inFolder = (name: string) => path.join(folder, name);

/** A file whose every tenth shipment was late and every hundredth cannot be read. */
async function writeRows(name: string, rows: number, note = ""): Promise<string> {
  const lines = function* () {
    yield headings;
    for (let row = 1; row <= rows; row++) {
      const promised = row % 100 === 0 ? "never" : "2026-03-10";
      const delivered = row % 10 === 1 ? "2026-03-12" : "2026-03-09";
      yield `${row},Lotus Consolidated,Air,Brazil,${promised},${delivered},0.10,${note}\n`;
    }
  };
  await pipeline(Readable.from(lines()), createWriteStream(inFolder(name)));
  return inFolder(name);
}

type Started = { child: GuardedProcess; printed: () => { out: string; err: string } };

function startCommand(args: string[], env: Record<string, string> = {}): Started {
  const lines: Record<"out" | "err", string[]> = { out: [], err: [] };
  const child = startGuarded({
    command: process.execPath,
    args: [path.resolve(import.meta.dirname, "../../scripts/import.ts"), ...args],
    env: { ...environment, ...env },
    onLine: (line, stream) => lines[stream].push(line),
  });
  return { child, printed: () => ({ out: lines.out.join("\n"), err: lines.err.join("\n") }) };
}

async function runCommand(args: string[], env: Record<string, string> = {}) {
  const { child, printed } = startCommand(args, env);
  return { code: await child.ended, ...printed() };
}

const shipments = (file: string, ...rest: string[]) => [
  "shipments",
  file,
  "--map",
  inFolder("map.json"),
  "--shop",
  shop,
  ...rest,
];

/** What the database says to somebody who may see every shop's rows. */
const ask = async <Row>(sql: string): Promise<Row> =>
  withClient(database.urlsOf("fairlead").superuserUrl, async (client) => (await client.query(sql)).rows[0]);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "fairlead-import-"));
  await writeFile(inFolder("map.json"), JSON.stringify(map));
  database = await startPostgres({ fast: true });
  await migrate({ ownerUrl: database.ownerUrl, appRole });
  const addresses = { appUrl: "http://127.0.0.1", devStoreUrl: "http://127.0.0.1:9", port: 0 };
  environment = {
    ...environmentOfApp({ databaseUrl: database.appUrl, secrets, ...addresses }),
    LOG_LEVEL: "silent",
    NODE_ENV: "production",
  };
  // The shop is installed through the app's own code, in this process and under the app's own role.
  Object.assign(process.env, environment, { NODE_ENV: "test" });
  const { installedShop } = await import("../support/shops");
  const { closeDatabase } = await import("../../app/db.server");
  const { stopQueue } = await import("../../app/jobs/queue.server");
  const { prepareQueues } = await import("../support/run-jobs");
  await prepareQueues();
  await installedShop({ domain: shop });
  await stopQueue();
  await closeDatabase();
}, 180_000);

afterAll(async () => {
  await database?.stop();
  if (folder) await rm(folder, { recursive: true, force: true });
});

/** The most memory any process of the command held while it read a file, in megabytes. */
async function peakOf(file: string): Promise<number> {
  const peaks = await mkdtemp(inFolder("peaks-"));
  const watch = inFolder("watch.mjs");
  await writeFile(
    watch,
    `import { writeFileSync } from "node:fs";
     process.on("exit", () =>
       writeFileSync(process.env.PEAKS + "/" + process.pid, String(process.resourceUsage().maxRSS)));`,
  );
  const env = { NODE_OPTIONS: `--import ${watch}`, PEAKS: peaks };
  const { code, err } = await runCommand(shipments(file, "--dry-run", "--json"), env);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  const kilobytes = await Promise.all(
    (await readdir(peaks)).map(async (name) => Number(await readFile(path.join(peaks, name), "utf8"))),
  );
  return Math.max(...kilobytes) / 1024;
}

it("holds as little of a large file as of a small one", async () => {
  // Long rows, so that much is read in little time.
  const note = "x".repeat(16_000);
  const small = await peakOf(await writeRows("small.csv", 500, note));
  const large = await peakOf(await writeRows("large.csv", 2_500, note));
  console.log(`peak with 8 MB: ${small.toFixed(0)} MB · with 40 MB: ${large.toFixed(0)} MB`);
  expect(large).toBeLessThan(300);
  expect(large - small).toBeLessThan(60);
}, 300_000);

it("leaves whole rows when it is killed, and doubles none when it is run again", async () => {
  const file = await writeRows("killed.csv", 8_000);
  const { child } = startCommand(shipments(file, "--json"));
  const progress = `SELECT coalesce(max("importedTo"), 0) AS "at" FROM "ShipmentImport" WHERE "state" = 'importing'`;
  while (child.running() && (await ask<{ at: number }>(progress)).at === 0) await sleep(10);
  // The whole group, so that nothing of it can tidy up.
  process.kill(-child.pid, "SIGKILL");
  await child.ended;
  const books = `SELECT (SELECT count(*)::int FROM "ShipmentRecord") AS "records",
    (SELECT sum("sent")::int FROM "ProviderTally") AS "sent", (SELECT sum("late")::int FROM "ProviderTally") AS "late",
    (SELECT sum("sent")::int FROM "ProviderModeTally") AS "byMode", (SELECT sum("sent")::int FROM "Provider") AS "total"`;
  type Books = Record<"records" | "sent" | "late" | "byMode" | "total", number>;
  const left = await ask<Books>(books);
  expect(left.records).toBeGreaterThan(0);
  expect(left.records).toBeLessThan(7_920);
  expect(left).toMatchObject({ sent: left.records, byMode: left.records, total: left.records });

  const again = await runCommand(shipments(file, "--json"));
  expect({ code: again.code, err: again.err }).toEqual({ code: 0, err: "" });
  const answer = JSON.parse(again.out);
  expect(answer).toMatchObject({
    ...{ rows: 8_000, imported: 7_920 - left.records, unchanged: left.records },
    ...{ onTime: 7_120, freightSum: 792 },
  });
  expect(answer.refused).toHaveLength(80);
  expect(answer.refused[0]).toMatchObject({ row: 100, column: "promisedOn", value: "never" });
  const all = { records: 7_920, sent: 7_920, late: 800, byMode: 7_920, total: 7_920 };
  expect(await ask<Books>(books)).toEqual(all);
}, 300_000);

it("says in a sentence what is wrong, and ends with another code than 0", async () => {
  const file = await writeRows("few.csv", 3);
  const noMap = inFolder("no-map.json");
  const badMap = inFolder("bad-map.json");
  await writeFile(badMap, "{");
  const otherMap = inFolder("other-map.json");
  await writeFile(otherMap, JSON.stringify({ ...map, columns: { ...map.columns, mode: "Way" } }));
  const withMap = (name: string) => ["shipments", file, "--map", name, "--shop", shop];
  const unknownShop = [...withMap(inFolder("map.json")).slice(0, -1), "nobody.myshopify.com"];
  const refused: [string[], RegExp][] = [
    [shipments(inFolder("none.csv")), /^The file .*none\.csv cannot be read \(ENOENT\)\.$/],
    [shipments(folder), /is no file\.$/],
    [withMap(noMap), /^The map .*no-map\.json cannot be read \(ENOENT\)\.$/],
    [withMap(badMap), /^The map is not JSON\.$/],
    [unknownShop, /^The app is not installed in a shop nobody\.myshopify\.com\.$/],
    [withMap(otherMap), /^The file has no column of this name: Way$/],
  ];
  for (const [args, sentence] of refused) {
    const { code, out, err } = await runCommand(args);
    expect({ code, out, args }).toEqual({ code: 2, out: "", args });
    expect(err).toMatch(sentence);
  }
  const away = new URL(database.appUrl);
  away.port = "9";
  const nowhere = await runCommand(shipments(file), { DATABASE_URL: away.href });
  expect(nowhere).toMatchObject({ code: 1, out: "" });
  expect(nowhere.err).toMatch(/^The database cannot be reached\. [^\n]*$/);
}, 300_000);
