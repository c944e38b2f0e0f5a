import { once } from "node:events";
import { rm } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { plainEnvironment } from "./child-environment.ts";
import { type GuardedProcess, startGuarded } from "./guarded-process.ts";
import {
  appRole,
  createDatabase,
  dropDatabase,
  ensureAccounts,
  mainDatabase,
  ownerRole,
  type PostgresPasswords,
  readPasswords,
  withClient,
} from "./postgres-accounts.ts";
import { findPostgres, type PostgresBinaries } from "./postgres-binaries.ts";
import { checkMajor, initialize, prepareFolder } from "./postgres-cluster.ts";
import { findRunningServer, whileStartingAlone } from "./postgres-lock.ts";

export type StartOptions = {
  /** Folder that holds the cluster and its passwords; a new temporary one when absent. */
  dataDir?: string;
  /** 0 or absent takes a free port. */
  port?: number;
  /** For tests: gives up durability for speed. Never for data that matters. */
  fast?: boolean;
  /** What to do with a server that already runs on this folder: use it, or stop it and start our own. */
  ifRunning?: "share" | "replace";
  log?: (line: string) => void;
  onServerLine?: (line: string) => void;
};

export type EmbeddedPostgres = {
  superuserUrl: string;
  ownerUrl: string;
  appUrl: string;
  port: number;
  dataDir: string;
  /** False when the server was already running and is only shared; `stop` then leaves it alone. */
  startedHere: boolean;
  /** Resolves when the server ends, whoever ended it; never for a shared server. */
  ended: Promise<number>;
  /** The same three addresses for another database of this server. */
  urlsOf(database: string): { superuserUrl: string; ownerUrl: string; appUrl: string };
  createDatabase(name: string, options?: { template?: string }): Promise<void>;
  dropDatabase(name: string): Promise<void>;
  stop(): Promise<void>;
};

/** Starts PostgreSQL on 127.0.0.1 with the roles and the database the app needs. */
export async function startPostgres(options: StartOptions = {}): Promise<EmbeddedPostgres> {
  const log = options.log ?? (() => {});
  const dataDir = await prepareFolder(options.dataDir, log);
  return whileStartingAlone(dataDir, () => startIn(dataDir, options, log));
}

/** Stops the server that an earlier, killed process left running on this folder, if any. Returns whether it did. */
export async function stopLeftServer(wanted: string): Promise<boolean> {
  const dataDir = await prepareFolder(wanted, () => {});
  const running = await findRunningServer(path.join(dataDir, "cluster"));
  await running?.stop();
  return running !== null;
}

async function startIn(
  dataDir: string,
  options: StartOptions,
  log: (line: string) => void,
): Promise<EmbeddedPostgres> {
  const cluster = path.join(dataDir, "cluster");
  const running = await findRunningServer(cluster);
  if (running && options.ifRunning !== "replace") return share(dataDir, running, options.port);
  await running?.stop();
  const binaries = await findPostgres(log);
  const passwords = await initialize(dataDir, cluster, binaries, options.fast === true);
  await checkMajor(cluster, binaries.major);
  const { server, port } = await launch(cluster, binaries, options);
  const stop = async () => {
    await server.stop();
    if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true });
  };
  try {
    const urls = addresses(port, passwords);
    await ensureAccounts(urls("postgres").superuserUrl, passwords);
    return handle({ dataDir, port, passwords, startedHere: true, ended: server.ended, stop });
  } catch (error) {
    await stop();
    throw error;
  }
}

async function launch(
  cluster: string,
  binaries: PostgresBinaries,
  options: StartOptions,
): Promise<{ server: GuardedProcess; port: number }> {
  // Backends of a killed server take a moment to notice; a free port may be taken before we bind it.
  for (let attempt = 1; ; attempt++) {
    const port = options.port || (await freePort());
    const recent: string[] = [];
    const server = startGuarded({
      command: path.join(binaries.bin, "postgres"),
      args: ["-D", cluster, ...settings(port, options.fast === true)],
      cwd: "/",
      env: { ...plainEnvironment(), LC_ALL: "C", TZ: "UTC" },
      ...(binaries.runAs ?? {}),
      stopSignal: "INT",
      forceSignal: "QUIT",
      onLine: (line) => {
        recent.push(line);
        if (recent.length > 40) recent.shift();
        options.onServerLine?.(line);
      },
    });
    if (await accepting(server, port)) return { server, port };
    const code = await server.stop();
    const complaint =
      recent.filter((line) => /FATAL|ERROR|HINT|could not/.test(line)).join(" ") || `exit code ${code}`;
    const passing = /pre-existing shared memory|lock file|Address already in use|starting up/.test(complaint);
    if (!passing || attempt === 8 || (options.port && /Address already in use/.test(complaint))) {
      throw new Error(`PostgreSQL did not start on 127.0.0.1:${port}: ${complaint}`);
    }
    await sleep(250 * attempt);
  }
}

/** Nothing outlives a test's database. */
const forTests = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };

function settings(port: number, fast: boolean): string[] {
  const values: Record<string, string | number> = {
    listen_addresses: "127.0.0.1",
    port,
    unix_socket_directories: "",
    password_encryption: "scram-sha-256",
    timezone: "UTC",
    log_timezone: "UTC",
    max_connections: fast ? 200 : 100,
    // New tables have no statistics, and what is guessed for them starts parallel workers for a handful of rows.
    max_parallel_workers_per_gather: 0,
    // Statements carry personal data; an error is logged without the statement that caused it.
    log_min_error_statement: "panic",
    log_parameter_max_length_on_error: 0,
    ...(fast ? forTests : {}),
  };
  return Object.entries(values).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

async function accepting(server: GuardedProcess, port: number): Promise<boolean> {
  for (let tries = 0; tries < 1_200 && server.running(); tries++) {
    if (await answers(port)) return server.running();
    await sleep(25);
  }
  return false;
}

// A refused password means that this server accepts connections; "starting up" (57P03) that it does not yet.
async function answers(port: number): Promise<boolean> {
  const url = `postgresql://nobody:none@127.0.0.1:${port}/postgres`;
  try {
    await withClient(url, async () => {});
    return true;
  } catch (error) {
    return (error as { code?: string }).code === "28P01";
  }
}

function addresses(port: number, passwords: PostgresPasswords) {
  const url = (role: string, password: string, database: string) =>
    `postgresql://${role}:${password}@127.0.0.1:${port}/${database}`;
  return (database: string) => ({
    superuserUrl: url("postgres", passwords.superuser, database),
    ownerUrl: url(ownerRole, passwords.owner, database),
    appUrl: url(appRole, passwords.app, database),
  });
}

type HandleParts = Pick<EmbeddedPostgres, "port" | "dataDir" | "startedHere" | "ended" | "stop"> & {
  passwords: PostgresPasswords;
};

function handle({ passwords, ...rest }: HandleParts): EmbeddedPostgres {
  const urlsOf = addresses(rest.port, passwords);
  const { superuserUrl } = urlsOf("postgres");
  return {
    ...rest,
    ...urlsOf(mainDatabase),
    superuserUrl,
    urlsOf,
    createDatabase: (name, options) => createDatabase(superuserUrl, name, options),
    dropDatabase: (name) => dropDatabase(superuserUrl, name),
  };
}

async function share(
  dataDir: string,
  running: { port: number; pid: number },
  wantedPort?: number,
): Promise<EmbeddedPostgres> {
  const { port, pid } = running;
  if (wantedPort && wantedPort !== port) {
    throw new Error(
      `The database in ${dataDir} is already in use by process ${pid} on port ${port}; stop that one first.`,
    );
  }
  const passwords = await readPasswords(dataDir);
  if (!passwords) throw new Error(`A database server runs in ${dataDir}, but its passwords are missing.`);
  for (let tries = 0; !(await answers(port)); tries++) {
    if (tries === 200)
      throw new Error(`The database server in ${dataDir} (process ${pid}) does not answer on port ${port}.`);
    await sleep(100);
  }
  await ensureAccounts(addresses(port, passwords)("postgres").superuserUrl, passwords);
  return handle({
    dataDir,
    port,
    passwords,
    startedHere: false,
    ended: new Promise(() => {}),
    stop: async () => {},
  });
}

/** A port of the loopback interface that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("The system gave no free port.");
  return address.port;
}
