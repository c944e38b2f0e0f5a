import { inject } from "vitest";
import { createDatabase, dropDatabase } from "../../scripts/postgres-accounts.ts";

export type DatabaseUrls = { superuserUrl: string; ownerUrl: string; appUrl: string };

/**
 * The database of this worker, cloned from the migrated template the first time it asks. Test files that run one after
 * the other in the same worker share it, so a test keeps to a shop of its own.
 */
export async function workerDatabase(): Promise<DatabaseUrls> {
  return scratchDatabase(`worker_${process.env.VITEST_POOL_ID ?? "0"}`, {
    template: inject("postgres").template,
    keep: true,
  });
}

/** A database for one test, a copy of `template` or empty. `keep` takes an existing one of that name as it is. */
export async function scratchDatabase(
  name: string,
  options: { template?: string; keep?: boolean } = {},
): Promise<DatabaseUrls> {
  const superuserUrl = Object.assign(new URL(inject("postgres").superuserUrl), {
    pathname: "/postgres",
  }).href;
  if (!options.keep) await dropDatabase(superuserUrl, name);
  await createDatabase(superuserUrl, name, options).catch((error: { code?: string }) => {
    const exists = error.code === "42P04";
    if (!exists || !options.keep) throw error;
  });
  return urlsIn(name);
}

function urlsIn(database: string): DatabaseUrls {
  const { superuserUrl, ownerUrl, appUrl } = inject("postgres");
  const inDatabase = (url: string) => Object.assign(new URL(url), { pathname: `/${database}` }).href;
  return {
    superuserUrl: inDatabase(superuserUrl),
    ownerUrl: inDatabase(ownerUrl),
    appUrl: inDatabase(appUrl),
  };
}
