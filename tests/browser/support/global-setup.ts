import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { buildApp } from "../../../scripts/app-build.ts";
import { tellDemoStory } from "../../../scripts/demo-story.ts";
import { projectRoot } from "../../../scripts/postgres-binaries.ts";
import { type Stack, startStack } from "../../../scripts/stack.ts";
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
  const stack = await startStack({
    logDir,
    devStoreState: path.join(folder, "dev-store.sqlite"),
    // The story gives the store its past.
    seedOrders: 0,
  });
  // A crash shows as failing tests; this says why.
  void stack.failure.then((sentence) => process.stderr.write(`${sentence}\n`));
  await tellStory(stack, folder);
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

/** The demo's shop, so that pages are seen with what they are made for. */
async function tellStory(stack: Stack, folder: string): Promise<void> {
  try {
    await tellDemoStory(stack, {
      buildDir: path.join(projectRoot, "build"),
      stateFile: path.join(folder, "story.json"),
      say: () => {},
      thin: true,
    });
  } catch (error) {
    await stack.stop();
    throw error;
  }
}
