import { spawn } from "node:child_process";
import { readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { migrate } from "../prisma/migrate.ts";
import { buildApp } from "./app-build.ts";
import { startPostgres } from "./embedded-postgres.ts";
import { linkedConfiguration, linkedName, type PlatformSettings, readSettings } from "./platform-settings.ts";
import { appRole } from "./postgres-accounts.ts";
import { projectRoot } from "./postgres-binaries.ts";
import { makeSecrets } from "./stack-environment.ts";

// `npm run dev` and `npm run deploy`: the same app through the platform's own command, with the app named in .env.

const cli = path.join(projectRoot, "node_modules/@shopify/cli/bin/run.js");
const textOf = (name: string) => readFile(path.join(projectRoot, name), "utf8").catch(() => null);

async function keep(name: string, text: string): Promise<void> {
  const file = path.join(projectRoot, name);
  await writeFile(`${file}.new`, text, { mode: 0o600 });
  await rename(`${file}.new`, file);
}

/** Writes what the platform's command reads: the app's configuration, and the address extensions ask when deployed. */
async function link(settings: PlatformSettings): Promise<void> {
  const committed = (await textOf("shopify.app.toml")) ?? "";
  await keep(`shopify.app.${linkedName}.toml`, linkedConfiguration(committed, settings));
  await keep(`.env.${linkedName}`, settings.appUrl ? `APP_URL=${new URL(settings.appUrl).origin}\n` : "");
}

/** A database and keys, where .env names none: a local PostgreSQL and keys of its own, both below `.data`. */
async function ground({
  own,
}: PlatformSettings): Promise<{ env: Record<string, string>; stop(): Promise<void> }> {
  if (own.DATABASE_URL && own.MIGRATION_DATABASE_URL && own.ENCRYPTION_KEYS) {
    const role = new URL(own.DATABASE_URL).username;
    await migrate({ ownerUrl: own.MIGRATION_DATABASE_URL, appRole: role });
    return { env: {}, stop: async () => {} };
  }
  const database = await startPostgres({ dataDir: path.join(projectRoot, ".data/platform") });
  await migrate({ ownerUrl: database.ownerUrl, appRole });
  const kept = (await textOf(".data/platform-keys")) ?? makeSecrets().encryptionKeys;
  await keep(".data/platform-keys", kept);
  return {
    env: { DATABASE_URL: database.appUrl, ENCRYPTION_KEYS: own.ENCRYPTION_KEYS ?? kept },
    stop: () => database.stop(),
  };
}

/** The platform's command, talking to the person in front of it. Answers its exit code. */
async function platform(args: string[], env: Record<string, string> = {}): Promise<number> {
  const child = spawn(
    process.execPath,
    [cli, "app", ...args, "--config", linkedName, "--path", projectRoot],
    {
      cwd: projectRoot,
      stdio: "inherit",
      env: { ...process.env, SHOPIFY_CLI_NO_ANALYTICS: "1", ...env },
    },
  );
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => resolve(code ?? 1));
  });
}

async function dev(settings: PlatformSettings, more: string[]): Promise<number> {
  await buildApp();
  const { env, stop } = await ground(settings);
  try {
    const store = settings.store ? ["--store", settings.store] : [];
    return await platform(["dev", ...store, ...more], { ...settings.own, ...env });
  } finally {
    await stop();
  }
}

async function run(): Promise<number> {
  const [use, ...more] = process.argv.slice(2);
  if (use !== "dev" && use !== "deploy") throw new Error("Say dev or deploy.");
  const read = readSettings(await textOf(".env"), use);
  if (!read.ok) {
    process.stderr.write(`${read.sentence}\n`);
    return 1;
  }
  await link(read.settings);
  return use === "dev" ? dev(read.settings, more) : platform(["deploy", ...more]);
}

process.exitCode = await run();
