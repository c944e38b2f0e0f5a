import { AsyncLocalStorage } from "node:async_hooks";
import { setTimeout as pause } from "node:timers/promises";
import { PrismaPg } from "@prisma/adapter-pg";
import { Prisma, PrismaClient } from "@prisma/client";
import pg from "pg";
import { env } from "./env.server";
import { log } from "./log.server";

/** An open transaction bound to one shop: the only thing store functions can read and write through. */
export type Db = Prisma.TransactionClient;

const pool = new pg.Pool({
  connectionString: env.DATABASE_URL,
  max: 10,
  connectionTimeoutMillis: 2_000,
  application_name: "fairlead",
  options: "-c statement_timeout=5000 -c lock_timeout=2000 -c idle_in_transaction_session_timeout=10000",
});
// Without a listener a connection lost while idle ends the process.
pool.on("error", (error) => log.warn({ err: error }, "an idle database connection was lost"));
// A transaction whose connection breaks never gives it back: its library releases it after a ROLLBACK that cannot
// succeed any more. Ten of them would leave no connection; so it is given back once the transaction must be over.
pool.on("connect", (client) => {
  client.once("end", () => setTimeout(() => giveBack(client), transactionLimits.timeout + 1_000).unref());
});

// A database that has fallen silent without closing its connections (a cut cable, a frozen host) ends no statement: its
// own limits do not reach us. What is out for longer than any work may last is waiting for such an answer.
const silent = new WeakMap<pg.PoolClient, NodeJS.Timeout>();
pool.on("acquire", (client) => {
  const endIt = () => void client.end().catch(() => {});
  silent.set(client, setTimeout(endIt, transactionLimits.timeout + 2_000).unref());
});
pool.on("release", (_error, client) => clearTimeout(silent.get(client)));

function giveBack(client: pg.PoolClient): void {
  try {
    client.release(true);
  } catch {
    // It was given back already.
  }
}

const prisma = new PrismaClient({ adapter: new PrismaPg(pool, { disposeExternalPool: false }) });

type OpenTransaction = { endings: Map<string, { items: unknown[]; write(): Promise<void> }> };
const openTransaction = new AsyncLocalStorage<OpenTransaction | "opening">();
const transactionLimits = { maxWait: 2_000, timeout: 5_000 };
const attempts = 3;

/**
 * Runs `work` in one transaction in which row-level security shows only this shop's rows.
 * Deadlocks and serialization failures are tried again (three times in all), so `work` must have no effect
 * outside the transaction. Throws when called inside another: the inner one would not see the outer's writes.
 */
export async function inShop<T>(shop: string, work: (db: Db) => Promise<T>): Promise<T> {
  if (openTransaction.getStore()) throw new Error("a transaction is already open: pass its db on");
  for (let attempt = 1; ; attempt++) {
    try {
      return await openTransaction.run("opening", () =>
        prisma.$transaction(async (db) => {
          await db.$executeRaw`SELECT set_config('app.shop', ${shop}, true)`;
          const open: OpenTransaction = { endings: new Map() };
          return openTransaction.run(open, async () => {
            const result = await work(db);
            for (const ending of open.endings.values()) await ending.write();
            return result;
          });
        }, transactionLimits),
      );
    } catch (error) {
      if (attempt >= attempts || !isTransient(error)) throw error;
      await pause(20 * attempt * (1 + Math.random()));
    }
  }
}

/**
 * Collects what a transaction writes in one statement before it commits: `write` is given all items of this name. A
 * round trip each would cost more than the rows.
 */
export function atEnd<Item>(name: string, item: Item, write: (items: Item[]) => Promise<void>): void {
  const open = openTransaction.getStore();
  if (typeof open !== "object") throw new Error("no transaction is open");
  const ending = open.endings.get(name);
  if (ending) {
    ending.items.push(item);
    return;
  }
  const items = [item];
  open.endings.set(name, { items, write: () => write(items) });
}

/** 40001 serialization failure and 40P01 deadlock: the same work may succeed when run again. */
function isTransient(error: unknown): boolean {
  // A statement of the client's own fails as the driver's error, one of ours as the client's.
  if (marksOf(error).some((mark) => ["40001", "40P01", "P2034"].includes(mark))) return true;
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false;
  return /\b(40001|40P01)\b/.test(JSON.stringify(error.meta ?? {}));
}

/** The codes by which an error and its causes name themselves. */
function marksOf(error: unknown): string[] {
  const marks: unknown[] = [];
  for (let at = error; typeof at === "object" && at !== null; at = "cause" in at ? at.cause : null)
    for (const key of ["code", "kind", "originalCode"]) marks.push((at as Record<string, unknown>)[key]);
  return marks.filter((mark) => typeof mark === "string");
}

const away = [
  // Prisma: unreachable, timed out, closed, no free connection, transaction not started or lost.
  ...["P1001", "P1002", "P1008", "P1017", "P2024", "P2028"],
  ...["DatabaseNotReachable", "ConnectionClosed", "SocketTimeout", "TooManyConnections"],
  // PostgreSQL: shutting down, crashed, starting; operating system: refused, reset, broken.
  ...["57P01", "57P02", "57P03", "ECONNREFUSED", "ECONNRESET", "EPIPE"],
];

/** True when an error says that the database could not be reached or broke off: the work itself is not at fault. */
export function databaseIsAway(error: unknown): boolean {
  if (marksOf(error).some((mark) => away.includes(mark) || mark.startsWith("08"))) return true;
  for (let at = error; typeof at === "object" && at !== null; at = "cause" in at ? at.cause : null) {
    if (
      at instanceof Error &&
      /^Connection terminated|^timeout exceeded when trying to connect/.test(at.message)
    )
      return true;
  }
  return false;
}

/** A single prepared statement in a round trip of its own, for hot doors. It must set its tenant itself. */
export async function prepared<Row extends pg.QueryResultRow>(
  name: string,
  text: string,
  values: unknown[],
): Promise<Row[]> {
  const result = await pool.query<Row>({ name, text, values });
  return result.rows;
}

/** Shops with a delivery that waits and is due at `due`. Ids only; reads across shops. */
export async function shopsWithWaitingDeliveries(due: Date, most: number): Promise<string[]> {
  const rows = await prepared<{ shop: string }>(
    "shops-waiting",
    "SELECT shop FROM shops_with_waiting_deliveries($1, $2)",
    [due, most],
  );
  return rows.map((row) => row.shop);
}

/** A page of all shops in the order of their ids, after `previous`. Reads across shops. */
export async function shopsAfter(previous: string, most: number): Promise<string[]> {
  const rows = await prepared<{ shop: string }>("shops-after", "SELECT shop FROM shops_after($1, $2)", [
    previous,
    most,
  ]);
  return rows.map((row) => row.shop);
}

/** The session table, which stands outside row-level security: the library finds a session by its id alone. */
export const sessionTable: Pick<PrismaClient, "session"> = { session: prisma.session };

/** True when the database answers and its schema is the one this code was built with. */
export async function databaseIsReady(newestMigration: string): Promise<boolean> {
  const rows = await prepared<{ ready: boolean }>(
    "ready",
    'SELECT EXISTS (SELECT 1 FROM "_prisma_migrations" WHERE migration_name = $1 AND finished_at IS NOT NULL) AS ready',
    [newestMigration],
  );
  return rows[0]?.ready === true;
}

export async function closeDatabase(): Promise<void> {
  await prisma.$disconnect();
  await pool.end();
}
