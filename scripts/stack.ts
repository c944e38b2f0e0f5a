import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { migrate } from "../prisma/migrate.ts";
import { BoundedLog } from "./bounded-log.ts";
import { type EmbeddedPostgres, freePort, startPostgres } from "./embedded-postgres.ts";
import { type GuardedProcess, startGuarded } from "./guarded-process.ts";
import { appRole } from "./postgres-accounts.ts";
import { projectRoot } from "./postgres-binaries.ts";
import {
  environmentOfApp,
  environmentOfDevStore,
  makeSecrets,
  redirectToDevStore,
  type StackPorts,
  type StackSecrets,
} from "./stack-environment.ts";

export type StackOptions = {
  /** Absent ports are free ones. */
  ports?: StackPorts;
  secrets?: StackSecrets;
  /** Folder of the built app (server.js, worker.js). */
  buildDir?: string;
  logDir: string;
  /** The dev store's own file; `:memory:` keeps nothing. */
  devStoreState: string;
  /** The database's folder; a temporary, fast database when absent. */
  dataDir?: string;
  /** Number of orders the dev store's first shop begins with. */
  seedOrders?: number;
  onStep?: (name: string, startedAt: number, detail: string) => void;
  /** Told what runs whenever that grows; `runs` is the file a process was started with. */
  onStart?: (processes: { name: string; pid: number; runs: string }[]) => Promise<void>;
  log?: (line: string) => void;
  /** Ends a start that is under way when it resolves. */
  stopRequest?: Promise<unknown>;
};

export type Stack = {
  ports: StackPorts;
  secrets: StackSecrets;
  database: EmbeddedPostgres;
  appUrl: string;
  devStoreUrl: string;
  /** The environment of the app's processes, for a test that starts one of its own. */
  appEnvironment: NodeJS.ProcessEnv;
  /** Resolves with a sentence when a process ends that nobody stopped. */
  failure: Promise<string>;
  /** Asks the dev store's control API. */
  control<T = unknown>(call: string, body?: object): Promise<T>;
  stop(): Promise<void>;
};

type Running = { name: string; process: GuardedProcess; log: BoundedLog; runs: string };

/** Starts database, dev store, web and worker, each ready before the next needs it. Stops all when one fails. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const run = new StackRun(options);
  try {
    return await run.start();
  } catch (error) {
    await run.stop();
    throw error;
  }
}

class StackRun {
  readonly #options: StackOptions;
  readonly #running: Running[] = [];
  #database: EmbeddedPostgres | undefined;
  #stopping = false;
  #fail: (sentence: string) => void = () => {};
  readonly #failure = new Promise<string>((resolve) => {
    this.#fail = resolve;
  });

  constructor(options: StackOptions) {
    this.#options = options;
    void options.stopRequest?.then(() => this.#fail("Stopped before everything was up."));
  }

  async start(): Promise<Stack> {
    const options = this.#options;
    const secrets = options.secrets ?? makeSecrets();
    const database = await this.#step(
      "database",
      () => this.#startDatabase(),
      (server) => `127.0.0.1:${server.port}`,
    );
    const migrated = () => migrate({ ownerUrl: database.ownerUrl, appRole });
    await this.#step("migrations", migrated, ({ applied }) =>
      applied.length ? applied.join(", ") : "nothing to apply",
    );
    const ports = options.ports ?? (await freePorts(database.port));
    const appUrl = `http://127.0.0.1:${ports.app}`;
    const devStoreUrl = `http://127.0.0.1:${ports.devStore}`;
    const appEnvironment = environmentOfApp({
      databaseUrl: database.appUrl,
      secrets,
      appUrl,
      devStoreUrl,
      port: ports.app,
      smtpPort: ports.smtp,
    });
    await this.#step(
      "dev store",
      () => this.#startDevStore(ports, secrets, appUrl),
      () => devStoreUrl,
    );
    await this.#step(
      "web",
      () => this.#startWeb(appUrl, appEnvironment),
      () => appUrl,
    );
    await this.#step(
      "worker",
      () => this.#startWorker(appEnvironment),
      () => "takes jobs",
    );
    return {
      ports,
      secrets,
      database,
      appUrl,
      devStoreUrl,
      appEnvironment,
      failure: this.#failure,
      control: (call, body) => askControl(devStoreUrl, call, body),
      stop: () => this.stop(),
    };
  }

  /** Web and worker first, so that what they finish still finds the database and the dev store. */
  async stop(): Promise<void> {
    this.#stopping = true;
    const last = this.#running.filter(({ name }) => name === "dev store");
    const first = this.#running.filter(({ name }) => name !== "dev store");
    await Promise.all(first.map(({ process: child }) => child.stop().catch(() => 0)));
    await Promise.all(last.map(({ process: child }) => child.stop().catch(() => 0)));
    await this.#database?.stop();
  }

  async #step<T>(name: string, work: () => Promise<T>, describe: (value: T) => string): Promise<T> {
    const startedAt = performance.now();
    const value = await Promise.race([
      work(),
      this.#failure.then((sentence) => Promise.reject(new Error(sentence))),
    ]);
    this.#options.onStep?.(name, startedAt, describe(value));
    return value;
  }

  async #startDatabase(): Promise<EmbeddedPostgres> {
    const { dataDir, ports, log, logDir } = this.#options;
    const serverLog = new BoundedLog(path.join(logDir, "database.log"));
    const place = dataDir === undefined ? { fast: true } : { dataDir };
    const server = await startPostgres({
      ...place,
      ...(ports ? { port: ports.database } : {}),
      ...(log ? { log } : {}),
      onServerLine: (line) => serverLog.write(line),
    });
    this.#database = server;
    server.ended.then(
      (code) => this.#reportEnd("database", code, serverLog),
      () => {},
    );
    return server;
  }

  async #startDevStore(ports: StackPorts, secrets: StackSecrets, appUrl: string): Promise<void> {
    const { devStoreState: state, seedOrders } = this.#options;
    const environment = environmentOfDevStore({ ports, secrets, appUrl, state, seedOrders });
    let ready = false;
    this.#launch("dev store", [path.join(projectRoot, "dev-store/src/main.ts")], environment, (line) => {
      ready ||= line.includes('"ready":true');
    });
    await until(async () => ready, "The dev store", 30);
  }

  async #startWeb(appUrl: string, environment: NodeJS.ProcessEnv): Promise<void> {
    this.#launch("web", [...redirectToDevStore, this.#built("server.js")], environment);
    const ready = async () =>
      (await fetch(`${appUrl}/readyz`, { signal: AbortSignal.timeout(2_000) })).status === 200;
    await until(ready, "The web process", 60);
  }

  async #startWorker(environment: NodeJS.ProcessEnv): Promise<void> {
    let spoke = false;
    this.#launch("worker", [...redirectToDevStore, this.#built("worker.js")], environment, () => {
      spoke = true;
    });
    await until(async () => spoke, "The worker", 30);
  }

  #built(file: string): string {
    return path.join(this.#options.buildDir ?? path.join(projectRoot, "build"), file);
  }

  #launch(name: string, args: string[], env: NodeJS.ProcessEnv, onLine?: (line: string) => void): void {
    const log = new BoundedLog(path.join(this.#options.logDir, `${name.replace(" ", "-")}.log`));
    const child = startGuarded({
      command: process.execPath,
      args,
      // The app serves its files from build/client under its working directory.
      cwd: path.dirname(this.#built("")),
      env,
      graceSeconds: 15,
      onLine: (line) => {
        log.write(line);
        onLine?.(line);
      },
    });
    this.#running.push({ name, process: child, log, runs: args.at(-1) ?? "" });
    void this.#options.onStart?.(
      this.#running.map((one) => ({ name: one.name, pid: one.process.pid, runs: one.runs })),
    );
    child.ended.then(
      (code) => this.#reportEnd(name, code, log),
      (error: Error) => this.#fail(`The ${name} process does not start: ${error.message}`),
    );
  }

  #reportEnd(name: string, code: number, log: BoundedLog): void {
    if (this.#stopping) return;
    const lines = log.last.map((line) => `    ${line}`).join("\n");
    const shown = path.relative(projectRoot, log.file);
    this.#fail(
      `The ${name} process ended by itself (exit code ${code}). Its last lines, from ${shown}:\n${lines}`,
    );
  }
}

async function freePorts(database: number): Promise<StackPorts> {
  const [app, devStore, smtp] = await Promise.all([freePort(), freePort(), freePort()]);
  return { app, devStore, smtp, database };
}

async function askControl<T>(devStoreUrl: string, call: string, body: object = {}): Promise<T> {
  const answer = await fetch(`${devStoreUrl}/control/${call}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok)
    throw new Error(`The dev store refused ${call} with ${answer.status}: ${text.slice(0, 300)}`);
  return JSON.parse(text) as T;
}

async function until(ready: () => Promise<boolean>, who: string, seconds: number): Promise<void> {
  for (const end = performance.now() + seconds * 1_000; performance.now() < end; await sleep(50)) {
    if (await ready().catch(() => false)) return;
  }
  throw new Error(`${who} was not ready after ${seconds} seconds.`);
}
