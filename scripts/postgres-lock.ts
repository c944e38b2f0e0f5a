import { execFileSync } from "node:child_process";
import { readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** A server that holds a data folder, as its own lock file tells. */
export type RunningServer = { pid: number; port: number; stop(): Promise<void> };

/** True while a process with this id exists, ours or not. */
export function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** The command line of a process; empty when it is gone. */
export async function commandLineOf(pid: number): Promise<string> {
  const fromKernel = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => null);
  if (fromKernel !== null) return fromKernel.replaceAll("\0", " ").trim();
  try {
    return execFileSync("ps", ["-p", String(pid), "-o", "command="], { encoding: "utf8" }).trim();
  } catch {
    return "";
  }
}

/**
 * Finds the server that runs on `cluster`. A lock file left by a killed server is removed: its process id may by
 * now belong to another program, which would make PostgreSQL refuse to start.
 */
export async function findRunningServer(cluster: string): Promise<RunningServer | null> {
  const lockFile = path.join(cluster, "postmaster.pid");
  const lines = (await readFile(lockFile, "utf8").catch(() => "")).split("\n");
  const pid = Number(lines[0]);
  if (!pid) return null;
  if (!(await isServerOf(pid, cluster))) {
    await rm(lockFile, { force: true });
    return null;
  }
  return { pid, port: Number(lines[3]), stop: () => stopServer(pid, cluster) };
}

async function isServerOf(pid: number, cluster: string): Promise<boolean> {
  if (!processExists(pid)) return false;
  const command = await commandLineOf(pid);
  return /postgres/.test(command) && command.includes(cluster);
}

async function stopServer(pid: number, cluster: string): Promise<void> {
  // SIGINT is PostgreSQL's "fast" shutdown, SIGQUIT its immediate one, which recovery makes good at the next start.
  for (const [signal, seconds] of [
    ["SIGINT", 10],
    ["SIGQUIT", 5],
  ] as const) {
    if (!(await isServerOf(pid, cluster))) return;
    process.kill(pid, signal);
    for (let waited = 0; waited < seconds * 10; waited++) {
      if (!processExists(pid)) return;
      await sleep(100);
    }
  }
  throw new Error(
    `The database server left from an earlier run (process ${pid}) does not stop; end it and try again.`,
  );
}

/** Runs `work` while no other process starts a server in `dataDir`; a lock whose owner has died is taken over. */
export async function whileStartingAlone<T>(dataDir: string, work: () => Promise<T>): Promise<T> {
  const lock = path.join(dataDir, "starting.lock");
  for (let tries = 0; !(await take(lock)); tries++) {
    const owner = Number(await readFile(lock, "utf8").catch(() => ""));
    // An empty lock is one being written this moment, unless it stays empty.
    if (owner ? !/node/.test(await commandLineOf(owner)) : tries > 10) await rm(lock, { force: true });
    else if (tries === 600)
      throw new Error(
        `Process ${owner} has been starting the database in ${dataDir} for a minute; end it and try again.`,
      );
    else await sleep(100);
  }
  try {
    return await work();
  } finally {
    await rm(lock, { force: true });
  }
}

async function take(lock: string): Promise<boolean> {
  try {
    await writeFile(lock, String(process.pid), { flag: "wx", mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}
