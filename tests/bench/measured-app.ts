import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { build } from "esbuild";
import { migrate } from "../../prisma/migrate.ts";
import { type EmbeddedPostgres, freePort, startPostgres } from "../../scripts/embedded-postgres.ts";
import { type GuardedProcess, startGuarded } from "../../scripts/guarded-process.ts";
import { appRole } from "../../scripts/postgres-accounts.ts";
import { projectRoot } from "../../scripts/postgres-binaries.ts";
import { environmentOfApp, makeSecrets, type StackSecrets } from "../../scripts/stack-environment.ts";
import type { FilledFor, Filling } from "./filling.ts";

export type MeasuredApp<Name extends keyof FilledFor> = {
  url: string;
  secrets: StackSecrets;
  filled: FilledFor[Name];
  superuserUrl: string;
  appUrl: string;
  /** Fills the same database a second time, or measures in a process of the app's own code. */
  fill<Other extends keyof FilledFor>(filling: Filling<Other>): Promise<FilledFor[Other]>;
  stop(): Promise<void>;
};

/**
 * Starts the web process alone on a database filled through the app's own code, without platform and worker: nothing
 * else takes part in a figure. `durable` keeps PostgreSQL's full durability: a write that is measured without it says
 * nothing about production.
 */
export async function startMeasuredApp<Name extends keyof FilledFor>(
  filling: Filling<Name>,
  { durable }: { durable: boolean },
): Promise<MeasuredApp<Name>> {
  const folder = await mkdtemp(path.join(tmpdir(), "fairlead-bench-"));
  const secrets = makeSecrets();
  let database: EmbeddedPostgres | undefined;
  let web: GuardedProcess | undefined;
  const stop = async () => {
    await web?.stop();
    await database?.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    database = await startPostgres(durable ? { dataDir: path.join(folder, "data") } : { fast: true });
    await migrate({ ownerUrl: database.ownerUrl, appRole });
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const environment = environmentOfApp({
      databaseUrl: database.appUrl,
      secrets,
      appUrl: url,
      devStoreUrl: "http://127.0.0.1:9",
      port,
    });
    const filler = await buildFiller();
    const fill = async <Other extends keyof FilledFor>(what: Filling<Other>): Promise<FilledFor[Other]> => {
      const [asked, answer] = [path.join(folder, "filling.json"), path.join(folder, "filled.json")];
      await writeFile(asked, JSON.stringify(what));
      const lines: string[] = [];
      const child = startGuarded({
        command: process.execPath,
        args: ["--expose-gc", "--enable-source-maps", filler, asked, answer],
        cwd: projectRoot,
        env: { ...environment, LOG_LEVEL: "error" },
        onLine: (line) => lines.push(line),
      });
      if ((await child.ended) !== 0)
        throw new Error(`The bench's data could not be made:\n${lines.join("\n")}`);
      return JSON.parse(await readFile(answer, "utf8")) as FilledFor[Other];
    };
    const filled = await fill(filling);
    web = startGuarded({
      command: process.execPath,
      args: ["--enable-source-maps", path.join(projectRoot, "build/server.js")],
      cwd: path.join(projectRoot, "build"),
      env: environment,
      graceSeconds: 15,
      onLine: () => {},
    });
    await ready(url);
    return {
      ...{ url, secrets, filled, fill, stop },
      superuserUrl: database.urlsOf("fairlead").superuserUrl,
      appUrl: database.appUrl,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The data is made by the app's own code, which only its bundler can read; packages stay outside, beside it. */
async function buildFiller(): Promise<string> {
  const file = path.join(projectRoot, ".cache/bench/filling.js");
  await mkdir(path.dirname(file), { recursive: true });
  await build({
    entryPoints: [path.join(import.meta.dirname, "filling.ts")],
    absWorkingDir: projectRoot,
    outfile: file,
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node24",
    sourcemap: true,
    logLevel: "warning",
    // Files known only to the pages' bundler; whoever makes data asks no door whether it is ready.
    define: { "import.meta.glob": "globalThis.noFiles" },
    banner: { js: "globalThis.noFiles = () => ({});" },
  });
  return file;
}

async function ready(url: string): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const answer = await fetch(`${url}/readyz`).catch(() => null);
    if (answer?.status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("The web process was not ready within a minute.");
}
