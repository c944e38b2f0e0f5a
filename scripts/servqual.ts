import { spawn } from "node:child_process";
import { access, rm } from "node:fs/promises";
import path from "node:path";
import { build } from "esbuild";
import { projectRoot } from "./postgres-binaries.ts";

// Runs the app's command that scores a study from two files. It needs no database and nothing of the pages, so where no
// build stands it bundles itself alone, which takes a moment.

const built = path.join(projectRoot, "build", "servqual.js");
const own = path.join(projectRoot, ".cache", `servqual-${process.pid}.mjs`);

async function findCommand(): Promise<string> {
  const stands = await access(built).then(
    () => true,
    () => false,
  );
  if (process.env.NODE_ENV === "production" && stands) return built;
  await build({
    entryPoints: [path.join(projectRoot, "app", "servqual.ts")],
    outfile: own,
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node24",
    sourcemap: "inline",
    logLevel: "warning",
  });
  return own;
}

async function main(): Promise<number> {
  try {
    const command = await findCommand();
    const child = spawn(process.execPath, ["--enable-source-maps", command, ...process.argv.slice(2)], {
      stdio: "inherit",
    });
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
    return await new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("exit", (code) => resolve(code ?? 1));
    });
  } finally {
    await rm(own, { force: true });
  }
}

process.exitCode = await main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  return 1;
});
