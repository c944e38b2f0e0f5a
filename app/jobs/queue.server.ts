import { fromPrisma, PgBoss, systemClock } from "pg-boss";
import { atEnd, type Db } from "../db.server";
import { env } from "../env.server";
import { type Fact, facts } from "../facts";
import { log } from "../log.server";
import { listeners } from "./listeners";

let started: Promise<PgBoss> | undefined;

/**
 * The queue's client, started once per process. A web process only sends; `work` also lets it supervise jobs
 * and keep schedules.
 */
export function queue(options: { work: boolean } = { work: false }): Promise<PgBoss> {
  started ??= start(options.work).catch((error) => {
    started = undefined;
    throw error;
  });
  return started;
}

/**
 * A killed worker's job is only taken again once three clocks have turned: the look for expired jobs, its claim, and
 * the cache of which shops have a job running. At the library's defaults that is a minute and more.
 */
const watchful = {
  superviseIntervalSeconds: 2,
  monitorIntervalSeconds: 2,
  queueCacheIntervalSeconds: 2,
  maintenanceIntervalSeconds: 60,
  cronMonitorIntervalSeconds: 10,
};

/**
 * The queue counts its pauses by a clock that nobody sets: by the wall clock's, every worker waits out the hour by which that
 * is put back. Schedules ask the database how far it is off.
 */
const clock = { ...systemClock, now: () => performance.timeOrigin + performance.now() };

/** Where a database falls silent no answer ever comes; the queue asks again on another connection. */
const patient = { connectionTimeoutMillis: 5_000, query_timeout: 15_000 };

async function start(work: boolean): Promise<PgBoss> {
  const boss = new PgBoss({
    connectionString: env.DATABASE_URL,
    application_name: "fairlead-queue",
    max: 3,
    ...patient,
    clock,
    migrate: false,
    createSchema: false,
    supervise: work,
    schedule: work,
    ...(work && watchful),
  });
  // Without a listener an error event ends the process.
  boss.on("error", (error) => log.error({ err: error }, "the queue reported an error"));
  return boss.start();
}

/**
 * Sends a job in the caller's transaction: it exists only if the transaction commits. A transaction's jobs are written
 * together at its end. The group is what workers take turns by.
 */
export async function sendJob(db: Db, shop: string, name: string, data: object = {}): Promise<void> {
  const boss = await queue();
  const job = { data: { ...data, shop }, singletonKey: shop, group: { id: shop } };
  atEnd(`jobs ${name}`, job, async (jobs) => void (await boss.insert(name, jobs, { db: fromPrisma(db) })));
}

/** Tells every listener of the fact, in the transaction of the change it reports. */
export async function announce(db: Db, shop: string, fact: Fact): Promise<void> {
  const data = facts[fact.name].parse(fact.data);
  for (const name of listeners[fact.name]) await sendJob(db, shop, name, data);
}

export async function stopQueue(): Promise<void> {
  const boss = await started?.catch(() => undefined);
  await boss?.stop({ graceful: true, timeout: 10_000 });
}
