import path from "node:path";
import { defineConfig } from "vitest/config";

const alias = { "~": path.resolve(import.meta.dirname, "app") };
const withPostgres = {
  globalSetup: ["tests/support/postgres-global-setup.ts"],
  setupFiles: ["tests/support/postgres-environment.ts"],
};
const unitEnvironment = { NODE_ENV: "test", LOG_LEVEL: "silent" } as const;

const onlyAtFullSize = ["backup", "disk-full", "process-faults"].map(
  (name) => `tests/faults/${name}.test.ts`,
);

export default defineConfig({
  resolve: { alias },
  test: {
    sequence: { shuffle: true },
    // Two cores are shared with the database and, in the browser project, with Chromium.
    maxWorkers: 2,
    // Generous on purpose: what a test waits for comes at once or never, unless the machine is busy with others. Only a
    // test that hangs pays for it.
    testTimeout: 90_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 30_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["app/**/*.test.{ts,tsx}"],
          environment: "node",
          env: unitEnvironment,
        },
      },
      {
        extends: true,
        test: { name: "tools", include: ["tests/tools/**/*.test.ts"], ...withPostgres, setupFiles: [] },
      },
      { extends: true, test: { name: "flows", include: ["tests/flows/**/*.test.ts"], ...withPostgres } },
      {
        extends: true,
        test: { name: "routes", include: ["tests/routes/**/*.test.{ts,tsx}"], ...withPostgres },
      },
      {
        extends: true,
        test: { name: "dev-store", include: ["dev-store/test/**/*.test.ts"] },
      },
      {
        extends: true,
        test: {
          name: "extensions",
          include: ["extensions/**/*.test.{ts,tsx}"],
          environment: "jsdom",
          setupFiles: ["tests/support/patient-waiting.ts"],
          // The tester ships untranspiled imports that only resolve inside the test runner.
          server: { deps: { inline: ["@shopify/ui-extensions-tester"] } },
        },
      },
      {
        extends: true,
        test: {
          name: "faults",
          include: ["tests/faults/**/*.test.ts"],
          // Their promises have tests elsewhere in verify, which these would make too long.
          exclude: process.env.FAULTS_FORM === "full" ? [] : onlyAtFullSize,
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: {
          name: "browser",
          include: ["tests/browser/**/*.test.ts"],
          globalSetup: ["tests/browser/support/global-setup.ts"],
          fileParallelism: false,
        },
      },
    ],
  },
});
