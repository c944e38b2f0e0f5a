import { spawn } from "node:child_process";
import { access, readFile } from "node:fs/promises";
import path from "node:path";
import { migrate } from "../prisma/migrate.ts";
import { buildApp } from "./app-build.ts";
import { startPostgres } from "./embedded-postgres.ts";
import { appRole } from "./postgres-accounts.ts";
import { projectRoot } from "./postgres-binaries.ts";
import type { StackSecrets } from "./stack-environment.ts";

// Runs the app's import command against the database of DATABASE_URL, or the demo's, which is started for as long as it is
// needed when no demo runs.

/** The command asks no platform: what only talks to it may stay unset here. */
const unused = {
  SHOPIFY_APP_URL: "http://127.0.0.1",
  SHOPIFY_API_KEY: "unused-here",
  SHOPIFY_API_SECRET: "unused-by-this-command",
};

/**
 * A file is read a stretch at a time, so little is alive at once. Left to itself, the runtime lets what is not pile up to
 * several times that before it looks.
 */
const modest = ["--enable-source-maps", "--max-semi-space-size=16", "--max-old-space-size=256"];

type Place = { environment: NodeJS.ProcessEnv; leave(): Promise<void> };

async function findDatabase(): Promise<Place> {
  const { DATABASE_URL, ENCRYPTION_KEYS } = process.env;
  if (DATABASE_URL) {
    if (!ENCRYPTION_KEYS)
      throw new Error("ENCRYPTION_KEYS is not set: the keys of the app whose database DATABASE_URL names.");
    return { environment: { ...unused, ...process.env }, leave: async () => {} };
  }
  const kept = await readFile(path.join(projectRoot, ".demo", "secrets.json"), "utf8").catch(() => null);
  const dataDir = path.join(projectRoot, ".data");
  if (kept === null)
    throw new Error(
      "DATABASE_URL is not set, and no demo was started in this folder: npm run demo makes one.",
    );
  const { clientId, clientSecret, encryptionKeys } = JSON.parse(kept) as StackSecrets;
  const server = await startPostgres({ dataDir });
  if (server.startedHere) await migrate({ ownerUrl: server.ownerUrl, appRole });
  return {
    environment: {
      ...process.env,
      ...unused,
      SHOPIFY_API_KEY: clientId,
      SHOPIFY_API_SECRET: clientSecret,
      DATABASE_URL: server.appUrl,
      ENCRYPTION_KEYS: encryptionKeys,
    },
    leave: () => server.stop(),
  };
}

/** The build there is, or one made now; a demo's pages run from a copy, so that this changes nothing under it. */
async function findCommand(): Promise<string> {
  const built = path.join(projectRoot, "build", "import.js");
  if (
    process.env.NODE_ENV === "production" &&
    (await access(built).then(
      () => true,
      () => false,
    ))
  )
    return built;
  await buildApp();
  return built;
}

async function main(): Promise<number> {
  const { environment, leave } = await findDatabase();
  try {
    const command = await findCommand();
    const child = spawn(process.execPath, [...modest, command, ...process.argv.slice(2)], {
      stdio: "inherit",
      // The answer is all that is printed; what the app logs would stand in between.
      env: { LOG_LEVEL: "silent", ...environment },
    });
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
    return await new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("exit", (code) => resolve(code ?? 1));
    });
  } finally {
    await leave();
  }
}

process.exitCode = await main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  return 1;
});
