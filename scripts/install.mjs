// Runs under the system's Node before anything is installed, so it uses nothing but Node itself.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const lockFile = path.join(root, "package-lock.json");
const stampFile = path.join(root, "node_modules", ".fairlead-installed");
const npmRecord = path.join(root, "node_modules", ".package-lock.json");
const pinnedNode = path.join(root, "node_modules", ".bin", "node");

/** Ends the process with one sentence. */
function refuse(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

function lockHash() {
  return createHash("sha256").update(readFileSync(lockFile)).digest("hex");
}

function isInstalled() {
  if (!existsSync(pinnedNode) || !existsSync(npmRecord)) return false;
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === lockHash()) return true;
  // Someone ran npm by hand: its own record is as new as the lock file then.
  return statSync(npmRecord).mtimeMs >= statSync(lockFile).mtimeMs;
}

/** Installs the packages when they are missing or older than the lock file, and prints one line about it. */
export function install() {
  const major = Number(process.versions.node.split(".")[0]);
  if (major < 20) refuse(`Fairlead needs Node 20 or newer to start; this is ${process.version}.`);
  const startedAt = Date.now();
  const needed = !isInstalled();
  if (needed) {
    process.stdout.write("install       running npm install, about two minutes on a new machine …\n");
    const result = spawnSync("npm", ["install", "--no-audit", "--no-fund"], {
      cwd: root,
      encoding: "utf8",
      maxBuffer: 1 << 26,
    });
    if (result.status !== 0) {
      const lines = `${result.stdout ?? ""}\n${result.stderr ?? ""}`.trim().split("\n").slice(-25);
      refuse(
        `${lines.join("\n")}\nThe packages could not be installed: ${result.error?.message ?? "npm install failed, see above"}.`,
      );
    }
    if (!existsSync(pinnedNode)) {
      refuse(
        "npm left out the pinned Node runtime: install scripts are switched off. Allow them (npm config delete ignore-scripts) and try again.",
      );
    }
    writeFileSync(stampFile, lockHash());
  }
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  process.stdout.write(
    `install       ${seconds.padStart(5)} s  ${needed ? "packages installed" : "packages up to date"}\n`,
  );
}

/** Goes on in `script` under the pinned Node, passing signals down and its exit code up. */
export function continueIn(script) {
  const child = spawn(pinnedNode, [path.join(root, "scripts", script), ...process.argv.slice(2)], {
    cwd: root,
    stdio: "inherit",
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  // npm passes some signals on to nobody: when it is gone, its Ctrl-C will not come.
  const parent = process.ppid;
  if (process.env.npm_lifecycle_event)
    setInterval(() => process.ppid !== parent && child.kill("SIGTERM"), 500).unref();
  child.on("error", (error) => refuse(`The pinned Node runtime does not start: ${error.message}.`));
  child.on("exit", (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
}
