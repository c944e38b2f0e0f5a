import { randomInt, randomUUID } from "node:crypto";
import { appendFileSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { migrate } from "../../../prisma/migrate.ts";
import { type EmbeddedPostgres, freePort, startPostgres } from "../../../scripts/embedded-postgres.ts";
import { type GuardedProcess, startGuarded } from "../../../scripts/guarded-process.ts";
import { appRole } from "../../../scripts/postgres-accounts.ts";
import { environmentOfApp, makeSecrets, redirectToDevStore } from "../../../scripts/stack-environment.ts";
import { type DevStore, startDevStore } from "../../support/dev-store";
import { sign } from "../../support/payloads";

/*
 * The built app as it runs in production: any number of web and worker processes on one PostgreSQL with its full
 * durability, each started again when it ends, whoever ended it. Without a dev store the platform refuses connections.
 * The app's modules may be used in the test's own process, too, under the app's own role, once it runs.
 */

export type AppOptions = {
  webs?: number;
  workers?: number;
  /** Shops to install the app in, each with an offline session. */
  shops: string[];
  /** Where the database keeps its files; a new folder where absent, which goes with it. */
  folder?: string;
  /** What else to put into the database before the processes start, with the app's own code in this process. */
  prepare?: () => Promise<void>;
  /** Further environment of the processes; what it names wins. */
  env?: NodeJS.ProcessEnv;
  /** Arguments for Node, before the bundle. */
  nodeArgs?: string[];
  /** Where the processes reach the database; the database itself where absent. Given its port. */
  databaseUrl?: (url: string) => string;
  /** A dev store of its own as platform and mail server. */
  withDevStore?: boolean;
};

export type Kind = "web" | "worker";
export type Sent = { status: number; ms: number };

export class RunningApp {
  readonly secrets = makeSecrets();
  readonly webUrls: string[] = [];
  environment: NodeJS.ProcessEnv = { NODE_ENV: "production" };
  readonly #options: AppOptions;
  readonly #running = new Map<string, GuardedProcess>();
  #folder = "";
  #database: EmbeddedPostgres | undefined;
  #devStore: DevStore | undefined;
  #over = false;
  /** Processes that ended while the app was running, whoever ended them. */
  ends = 0;

  private constructor(options: AppOptions) {
    this.#options = options;
  }

  static async start(options: AppOptions): Promise<RunningApp> {
    const app = new RunningApp(options);
    try {
      await app.#start();
      return app;
    } catch (error) {
      await app.stop();
      throw error;
    }
  }

  get database(): EmbeddedPostgres {
    if (!this.#database) throw new Error("the database was not started");
    return this.#database;
  }

  get devStore(): DevStore {
    if (!this.#devStore) throw new Error("no dev store was asked for");
    return this.#devStore;
  }

  get appUrl(): string {
    return this.webUrls[0] ?? "";
  }

  async #start(): Promise<void> {
    const { webs = 1, workers = 1, shops, env, databaseUrl, withDevStore } = this.#options;
    this.#folder = this.#options.folder ?? (await mkdtemp(path.join(tmpdir(), "fairlead-faults-")));
    this.#database = await startPostgres({ dataDir: this.#folder });
    await migrate({ ownerUrl: this.#database.ownerUrl, appRole });
    const ports = await Promise.all(Array.from({ length: webs }, () => freePort()));
    this.webUrls.push(...ports.map((port) => `http://127.0.0.1:${port}`));
    this.environment = {
      ...environmentOfApp({
        databaseUrl: this.#database.appUrl,
        secrets: this.secrets,
        appUrl: this.appUrl,
        devStoreUrl: "http://127.0.0.1:9",
        port: 0,
      }),
      LOG_LEVEL: process.env.FAULTS_LOG ? "info" : "silent",
      ...env,
    };
    const named = Object.entries(this.environment).filter(([, value]) => value !== undefined);
    Object.assign(process.env, Object.fromEntries(named), { NODE_ENV: "test" });
    if (withDevStore) {
      this.#devStore = await startDevStore(this.appUrl);
      const { origin, smtpPort } = this.#devStore;
      Object.assign(this.environment, { DEV_STORE_URL: origin, SMTP_URL: `smtp://127.0.0.1:${smtpPort}` });
      process.env.SMTP_URL = this.environment.SMTP_URL;
    }
    await this.#install(shops);
    if (databaseUrl) this.environment.DATABASE_URL = databaseUrl(this.#database.appUrl);
    for (const [at, port] of ports.entries()) this.#keep("web", at, port);
    for (let at = 0; at < workers; at++) this.#keep("worker", at);
    for (const url of this.webUrls) await this.ready(url);
  }

  /** Through the app's own code, in this process and under the app's own role. */
  async #install(shops: string[]): Promise<void> {
    const { open, storeOfflineSession } = await import("../../support/shops");
    const { prepareQueues } = await import("../../support/run-jobs");
    await prepareQueues();
    for (const shop of shops) {
      await storeOfflineSession(shop);
      await open(shop, "1");
    }
    await this.#options.prepare?.();
  }

  async #closeModules(): Promise<void> {
    const { closeDatabase } = await import("../../../app/db.server");
    const { stopQueue } = await import("../../../app/jobs/queue.server");
    await stopQueue().catch(() => undefined);
    await closeDatabase().catch(() => undefined);
  }

  /** Keeps a process running: whoever kills it, it is started again. */
  #keep(kind: Kind, at: number, port?: number): void {
    if (this.#over) return;
    const bundle = path.resolve(
      import.meta.dirname,
      `../../../build/${kind === "web" ? "server" : "worker"}.js`,
    );
    const child = startGuarded({
      command: process.execPath,
      args: [...(this.#devStore ? redirectToDevStore : []), ...(this.#options.nodeArgs ?? []), bundle],
      env: { ...this.environment, ...(port && { PORT: String(port) }) },
      stopSignal: "KILL",
      onLine: (line) => {
        if (process.env.FAULTS_LOG) appendFileSync(process.env.FAULTS_LOG, `${line}\n`);
      },
    });
    this.#running.set(`${kind} ${at}`, child);
    void child.ended.then(async (code) => {
      if (!this.#over) this.ends += 1;
      this.exitCodes[kind].push(code);
      await sleep(100);
      this.#keep(kind, at, port);
    });
  }

  /** Waits until a web process answers that it is ready. */
  async ready(url = this.appUrl): Promise<void> {
    const isReady = () =>
      fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5_000) }).then(
        (answer) => answer.status === 200,
        () => false,
      );
    for (const until = Date.now() + 60_000; !(await isReady()); await sleep(100)) {
      if (Date.now() > until) throw new Error("the web process was not ready within a minute");
    }
  }

  /** SIGKILL to the process itself and not to the guard around it alone, so that nothing of it can tidy up. */
  kill(kind: Kind, at = 0): void {
    const guard = this.#running.get(`${kind} ${at}`);
    if (!guard) return;
    try {
      process.kill(-guard.pid, "SIGKILL");
    } catch {
      // It was just starting again.
    }
  }

  /** SIGKILL to the database's first process; a new one recovers what was committed. */
  async killDatabase(): Promise<void> {
    const file = path.join(this.#folder, "cluster", "postmaster.pid");
    const { port, ended } = this.database;
    process.kill(Number((await readFile(file, "utf8")).split("\n")[0]), "SIGKILL");
    await ended;
    this.#database = await startPostgres({ dataDir: this.#folder, port, ifRunning: "replace" });
  }

  /** Starts the database again where it has ended by itself. */
  async startDatabaseAgain(): Promise<boolean> {
    const { port, ended } = this.database;
    const over = await Promise.race([ended.then(() => true), sleep(100).then(() => false)]);
    if (over) this.#database = await startPostgres({ dataDir: this.#folder, port, ifRunning: "replace" });
    return over;
  }

  /** With which codes the processes of this kind have ended so far. */
  readonly exitCodes: Record<Kind, number[]> = { web: [], worker: [] };

  /** Web, worker or database, by chance. */
  async killAny(): Promise<"web" | "worker" | "database"> {
    const { webs = 1, workers = 1 } = this.#options;
    const victim = (["web", "worker", "database"] as const)[randomInt(3)] ?? "web";
    if (victim === "database") await this.killDatabase();
    else this.kill(victim, randomInt(victim === "web" ? webs : workers));
    return victim;
  }

  /** Asks the database as its superuser, past every wall. */
  async ask<Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []): Promise<Row[]> {
    const client = new pg.Client({ connectionString: this.database.urlsOf("fairlead").superuserUrl });
    client.on("error", () => {});
    await client.connect();
    try {
      return (await client.query<Row>(sql, values)).rows;
    } finally {
      await client.end();
    }
  }

  /** Sends a signed delivery to a web process; status 0 when no answer came within five seconds. */
  async deliver(delivery: {
    shop: string;
    topic: string;
    body: unknown;
    id?: string;
    url?: string;
  }): Promise<Sent> {
    const body = JSON.stringify(delivery.body);
    const startedAt = performance.now();
    const status = await fetch(`${delivery.url ?? this.appUrl}/webhooks`, {
      method: "POST",
      body,
      signal: AbortSignal.timeout(5_000),
      headers: {
        "x-shopify-topic": delivery.topic,
        "x-shopify-shop-domain": delivery.shop,
        "x-shopify-webhook-id": delivery.id ?? randomUUID(),
        "x-shopify-triggered-at": new Date().toISOString(),
        "x-shopify-hmac-sha256": sign(body, this.secrets.clientSecret),
      },
    }).then(
      async (answer) => {
        await answer.arrayBuffer();
        return answer.status;
      },
      () => 0,
    );
    return { status, ms: performance.now() - startedAt };
  }

  /** Sends a signed delivery as often as the platform would, up to ten times, until it is acknowledged. */
  async deliverUntilKept(delivery: Parameters<RunningApp["deliver"]>[0]): Promise<void> {
    const id = delivery.id ?? randomUUID();
    for (let tries = 0; tries < 10; tries++) {
      const { status } = await this.deliver({ ...delivery, id });
      if (status === 200) return;
      await sleep(300);
    }
    throw new Error("a delivery was not acknowledged in ten tries");
  }

  /** Deliveries that are accepted and not yet applied. */
  async waiting(): Promise<number> {
    const [row] = await this.ask<{ waiting: number }>(
      `SELECT count(*)::int AS waiting FROM "WebhookInbox" WHERE "state" = 'waiting'`,
    );
    return row?.waiting ?? 0;
  }

  /** Milliseconds until no delivery waits, or null when some still wait after `mostMs`. */
  async drained(mostMs: number, shop?: string): Promise<number | null> {
    const startedAt = performance.now();
    const left = () =>
      this.ask<{ left: boolean }>(
        `SELECT EXISTS (SELECT 1 FROM "WebhookInbox" WHERE "state" = 'waiting' AND ($1::text IS NULL OR "shopId" = $1)) AS left`,
        [shop ?? null],
      ).then(
        ([row]) => row?.left ?? true,
        () => true,
      );
    while (await left()) {
      if (performance.now() - startedAt > mostMs) return null;
      await sleep(100);
    }
    return performance.now() - startedAt;
  }

  async stop(): Promise<void> {
    this.#over = true;
    await Promise.all([...this.#running.values()].map((child) => child.stop()));
    if (this.#database) await this.#closeModules();
    await this.#devStore?.stop();
    await this.#database?.stop();
    if (this.#folder && !this.#options.folder) await rm(this.#folder, { recursive: true, force: true });
  }
}
