import type { TestProject } from "vitest/node";
import { migrate } from "../../prisma/migrate.ts";
import { type EmbeddedPostgres, startPostgres } from "../../scripts/embedded-postgres.ts";
import { appRole } from "../../scripts/postgres-accounts.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The run's database server; every URL names the migrated template, which is there to be cloned. */
    postgres: { template: string; superuserUrl: string; ownerUrl: string; appUrl: string };
  }
}

const template = "fairlead_template";

type Shared = { server: Promise<EmbeddedPostgres>; users: number };

// Every vitest project loads this file for itself, in one process: they share one server through the global object.
const shared = globalThis as typeof globalThis & { fairleadTestServer?: Shared | undefined };

async function startMigrated(): Promise<EmbeddedPostgres> {
  const server = await startPostgres({ fast: true });
  try {
    await server.createDatabase(template);
    await migrate({ ownerUrl: server.urlsOf(template).ownerUrl, appRole });
    return server;
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** Starts PostgreSQL once for the whole run and hands its addresses to the tests. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  shared.fairleadTestServer ??= { server: startMigrated(), users: 0 };
  const entry = shared.fairleadTestServer;
  entry.users += 1;
  const server = await entry.server;
  project.provide("postgres", { template, ...server.urlsOf(template) });
  return async () => {
    entry.users -= 1;
    if (entry.users > 0) return;
    shared.fairleadTestServer = undefined;
    await server.stop();
  };
}
