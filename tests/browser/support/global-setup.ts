import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { buildApp } from "../../../scripts/app-build.ts";
import { startStack } from "../../../scripts/stack.ts";
import type { StackSecrets } from "../../../scripts/stack-environment.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The running app, dev store and database of this run. */
    stack: {
      appUrl: string;
      devStoreUrl: string;
      superuserUrl: string;
      secrets: StackSecrets;
      logDir: string;
    };
  }
}

/** Builds the app if needed and starts all of it on free ports, with a database of its own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await buildApp();
  const folder = await mkdtemp(path.join(tmpdir(), "fairlead-browser-"));
  const logDir = path.join(folder, "logs");
  const stack = await startStack({ logDir, devStoreState: path.join(folder, "dev-store.sqlite") });
  // A crash shows as failing tests; this says why.
  void stack.failure.then((sentence) => process.stderr.write(`${sentence}\n`));
  project.provide("stack", {
    appUrl: stack.appUrl,
    devStoreUrl: stack.devStoreUrl,
    superuserUrl: stack.database.urlsOf("fairlead").superuserUrl,
    secrets: stack.secrets,
    logDir,
  });
  return async () => {
    await stack.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
