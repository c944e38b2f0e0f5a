import { rm } from "node:fs/promises";
import path from "node:path";
import { build } from "esbuild";
import { generateDatabaseClient } from "./app-build.ts";
import { projectRoot } from "./postgres-binaries.ts";
import { runCommand } from "./run-command.ts";

// Pages and their server half by the framework's own builder; the two processes' entries and the demo's story by esbuild.
// Packages stay outside the bundles: they are installed beside them.
await generateDatabaseClient();
await rm(path.join(projectRoot, "build"), { recursive: true, force: true });

const remix = ["node_modules/@remix-run/dev/dist/cli.js", "vite:build", "--logLevel", "warn"];
const { code, output } = await runCommand(process.execPath, remix, { cwd: projectRoot });
if (code !== 0) {
  process.stderr.write(output);
  process.exit(1);
}

await build({
  entryPoints: {
    server: "app/web.ts",
    worker: "app/worker.ts",
    seed: "prisma/seed.ts",
    import: "app/import.ts",
    servqual: "app/servqual.ts",
    "rotate-keys": "app/rotate-keys.ts",
  },
  absWorkingDir: projectRoot,
  outdir: "build",
  bundle: true,
  packages: "external",
  platform: "node",
  format: "esm",
  target: "node24",
  sourcemap: true,
  logLevel: "warning",
});

await import("./build-extensions.ts");
