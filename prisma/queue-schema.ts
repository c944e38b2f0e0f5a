import { setTimeout as sleep } from "node:timers/promises";
import { PgBoss } from "pg-boss";

const schema = "pgboss";

/**
 * Creates or upgrades the job queue's schema as the owner; the app's role may use it but not change it. Returns when
 * index builds that an upgrade leaves for the background are finished too.
 */
export async function installQueue(ownerUrl: string): Promise<void> {
  const boss = new PgBoss({
    connectionString: ownerUrl,
    schema,
    supervise: false,
    schedule: false,
    bamIntervalSeconds: 10,
    max: 2,
  });
  let failure: Error | undefined;
  boss.on("error", (error) => {
    failure = error;
  });
  await boss.start();
  try {
    for (let second = 0; await buildsIndexes(boss); second++) {
      if (failure) throw failure;
      if (second === 1_800)
        throw new Error(
          "The job queue's indexes have been building for half an hour; run the migration again later.",
        );
      await sleep(1_000);
    }
    await indexParked(boss);
  } finally {
    await boss.stop({ graceful: false });
  }
}

/**
 * A shop's jobs that failed every time, of which all shops' stand in one queue. The library knows no shops, so this index
 * on its table is ours; where an upgrade has made the table anew, the next migration makes the index again.
 */
async function indexParked(boss: PgBoss): Promise<void> {
  const sql = boss.getDb();
  const name = `${schema}.job_common_parked_by_shop`;
  const { rows } = await sql.executeSql(
    `select 1 from pg_index where indexrelid = to_regclass('${name}') and indisvalid`,
  );
  if (rows.length > 0) return;
  // A build that was cut off leaves an index that is never used.
  await sql.executeSql(`drop index concurrently if exists ${name}`);
  await sql.executeSql(
    `create index concurrently job_common_parked_by_shop on ${schema}.job_common ((data->>'shop'), created_on, id)
     where name = 'parked' and state = 'created'`,
  );
}

async function buildsIndexes(boss: PgBoss): Promise<boolean> {
  const { rows } = await boss
    .getDb()
    .executeSql(`select 1 from ${schema}.bam where status in ('pending', 'in_progress') limit 1`);
  return rows.length > 0;
}

/** What the app's role (already quoted) needs in the queue's schema at run time. */
export function grantQueueRights(role: string): string[] {
  return [
    `grant usage on schema ${schema} to ${role}`,
    `grant select, insert, update, delete on all tables in schema ${schema} to ${role}`,
    `grant usage, select on all sequences in schema ${schema} to ${role}`,
    `grant execute on all functions in schema ${schema} to ${role}`,
    `alter default privileges in schema ${schema} grant select, insert, update, delete on tables to ${role}`,
    `alter default privileges in schema ${schema} grant usage, select on sequences to ${role}`,
    `alter default privileges in schema ${schema} grant execute on functions to ${role}`,
    `revoke insert, update, delete on ${schema}.version from ${role}`,
    `grant update on ${schema}.version to ${role}`,
  ];
}
