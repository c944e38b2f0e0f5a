import { inject } from "vitest";
import { createDatabase, dropDatabase } from "../../scripts/postgres-accounts.ts";

export type DatabaseUrls = { superuserUrl: string; ownerUrl: string; appUrl: string };

/** The database of the test file that runs in this worker; `freshDatabase` has made it. */
export const fileDatabase = (): DatabaseUrls => urlsIn(nameOfFile());

/** A new copy of the migrated template for the test file that begins: it finds nothing that another file has left. */
export const freshDatabase = (): Promise<DatabaseUrls> =>
  scratchDatabase(nameOfFile(), { template: inject("postgres").template });

// One file at a time runs in a worker, so the next one's copy replaces this one's.
const nameOfFile = () => `worker_${process.env.VITEST_POOL_ID ?? "0"}`;

/** A database for one test, a copy of `template` or empty, in place of one of that name. */
export async function scratchDatabase(
  name: string,
  options: { template?: string } = {},
): Promise<DatabaseUrls> {
  const superuserUrl = Object.assign(new URL(inject("postgres").superuserUrl), {
    pathname: "/postgres",
  }).href;
  await dropDatabase(superuserUrl, name);
  await createDatabase(superuserUrl, name, options);
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
