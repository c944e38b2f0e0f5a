import { cp, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";
import { buildApp } from "./app-build.ts";
import { openLapseDoor } from "./demo-lapse.ts";
import { type DemoLock, takeDemoLock } from "./demo-lock.ts";
import { tellDemoStory } from "./demo-story.ts";
import { stopLeftServer } from "./embedded-postgres.ts";
import { folderOutsideClone, projectRoot } from "./postgres-binaries.ts";
import { type Stack, startStack } from "./stack.ts";
import { makeSecrets, type StackPorts, type StackSecrets } from "./stack-environment.ts";

const demoDir = path.join(projectRoot, ".demo");
const dataDir = path.join(projectRoot, ".data");
const logDir = path.join(demoDir, "logs");
const buildCopy = path.join(demoDir, "build");

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function report(name: string, startedAt: number, detail: string): void {
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
  say(`${name.padEnd(13)} ${seconds.padStart(5)} s  ${detail}`);
}

function readPorts(): StackPorts {
  const base = Number(process.env.FAIRLEAD_PORT_BASE ?? 4100);
  if (!Number.isInteger(base) || base < 1024 || base > 65_532) {
    throw new Error(
      "FAIRLEAD_PORT_BASE must be a number from 1024 to 65532; the demo takes that port and the three after it.",
    );
  }
  return { app: base, devStore: base + 1, smtp: base + 2, database: base + 3 };
}

async function checkPorts(ports: StackPorts): Promise<void> {
  const uses = { app: "the app", devStore: "the dev store", smtp: "its mailbox", database: "the database" };
  for (const [key, use] of Object.entries(uses) as [keyof StackPorts, string][]) {
    const problem = await whyClosed(ports[key]);
    if (!problem) continue;
    const reason = problem === "EADDRINUSE" ? "is in use by another program" : `cannot be used (${problem})`;
    throw new Error(
      `Port ${ports[key]}, wanted for ${use}, ${reason}. End that program, or move all four ports: FAIRLEAD_PORT_BASE=${ports.app + 100} npm run demo`,
    );
  }
}

async function whyClosed(port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(null)));
  });
}

async function readSecrets(): Promise<StackSecrets> {
  const file = path.join(demoDir, "secrets.json");
  const kept = await readFile(file, "utf8").catch(() => null);
  if (kept !== null) return JSON.parse(kept) as StackSecrets;
  const secrets = makeSecrets();
  await writeFile(`${file}.new`, JSON.stringify(secrets), { mode: 0o600 });
  await rename(`${file}.new`, file);
  return secrets;
}

/** Drops what earlier demos kept; the lock stays, it is ours. */
async function startOver(): Promise<void> {
  for (const place of [dataDir, folderOutsideClone(dataDir)])
    await rm(place, { recursive: true, force: true });
  for (const name of [
    "logs",
    "build",
    "secrets.json",
    "story.json",
    "addresses.json",
    "dev-store.sqlite",
    "dev-store.sqlite-wal",
    "dev-store.sqlite-shm",
  ]) {
    await rm(path.join(demoDir, name), { recursive: true, force: true });
  }
}

/** The demo runs a copy, so that a build made beside it does not change the pages under it. */
async function build(): Promise<void> {
  const startedAt = performance.now();
  const { built } = await buildApp();
  await rm(buildCopy, { recursive: true, force: true });
  await cp(path.join(projectRoot, "build"), buildCopy, { recursive: true });
  report("build", startedAt, built ? "built" : "unchanged");
}

async function tellStory(stack: Stack): Promise<void> {
  const options = { buildDir: buildCopy, stateFile: path.join(demoDir, "story.json"), say };
  await tellDemoStory(stack, options);
  await openLapseDoor(stack, options);
}

async function writeAddresses(stack: Stack): Promise<void> {
  const handle =
    /^handle\s*=\s*"([^"]+)"/m.exec(
      await readFile(path.join(projectRoot, "shopify.app.toml"), "utf8"),
    )?.[1] ?? "fairlead";
  const addresses = {
    app: stack.appUrl,
    admin: `${stack.devStoreUrl}/admin/store/sunda-trading/apps/${handle}`,
    storefront: `${stack.devStoreUrl}/storefront/sunda-trading`,
    mail: `${stack.devStoreUrl}/mail`,
    platform: stack.devStoreUrl,
    shop: "sunda-trading.myshopify.com",
    clientId: stack.secrets.clientId,
    clientSecret: stack.secrets.clientSecret,
  };
  await writeFile(path.join(demoDir, "addresses.json"), `${JSON.stringify(addresses, null, 2)}\n`, {
    mode: 0o600,
  });
}

/** Resolves when a person, the system or the end of the process that started us asks the demo to stop. */
function askedToStop(): Promise<null> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => resolve(null));
    const parent = process.ppid;
    setInterval(() => process.ppid !== parent && resolve(null), 1_000).unref();
  });
}

async function start(lock: DemoLock, ports: StackPorts, stopRequest: Promise<null>): Promise<Stack> {
  await mkdir(logDir, { recursive: true });
  const secrets = await readSecrets();
  await Promise.race([build(), stopRequest.then(() => Promise.reject(new Error("Stopped while building.")))]);
  const stack = await startStack({
    ports,
    secrets,
    buildDir: buildCopy,
    logDir,
    dataDir,
    devStoreState: path.join(demoDir, "dev-store.sqlite"),
    // The story gives the store its past.
    seedOrders: 0,
    onStep: report,
    onStart: (processes) => lock.record(processes),
    log: say,
    stopRequest,
  });
  try {
    await Promise.race([
      tellStory(stack),
      stack.failure.then((sentence) => Promise.reject(new Error(sentence))),
    ]);
    await writeAddresses(stack);
    return stack;
  } catch (error) {
    await stack.stop();
    throw error;
  }
}

async function main(): Promise<number> {
  const startedAt = performance.now();
  const stopRequest = askedToStop();
  const ports = readPorts();
  const lock = await takeDemoLock(demoDir);
  let stack: Stack | null = null;
  try {
    const left = lock.leftBehind ?? [];
    if (await stopLeftServer(dataDir)) left.push("database");
    if (lock.leftBehind) {
      const ended = left.length ? ` What it left running was ended: ${left.join(", ")}.` : "";
      say(`An earlier demo did not end properly; its data is kept.${ended}`);
    }
    if (process.argv.includes("--fresh")) await startOver();
    await checkPorts(ports);
    stack = await start(lock, ports, stopRequest);
    say(
      `\nReady after ${((performance.now() - startedAt) / 1_000).toFixed(1)} s. Open ${stack.devStoreUrl}\nCtrl-C stops everything; the data is kept. Start over with: npm run demo -- --fresh`,
    );
    const sentence = await Promise.race([stopRequest, stack.failure]);
    if (sentence !== null) process.stderr.write(`\n${sentence}\n`);
    say("Stopping …");
    return sentence === null ? 0 : 1;
  } finally {
    await stack?.stop();
    await lock.release();
  }
}

process.exit(
  await main().catch((error: Error) => {
    const hint = /migration/.test(error.message)
      ? " To give up the demo's data instead: npm run demo -- --fresh"
      : "";
    process.stderr.write(`${error.message}${hint}\n`);
    return 1;
  }),
);
