import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { commandLineOf, processExists } from "./postgres-lock.ts";

type Entry = { pid: number; children: { name: string; pid: number }[] };

/** The right to be the one demo of this folder, with the list of what it started. */
export type DemoLock = {
  /** Names of processes an earlier run left behind, ended by now; null when it ended properly. */
  leftBehind: string[] | null;
  record(children: Entry["children"]): Promise<void>;
  release(): Promise<void>;
};

const fileName = "demo.lock";

/** Takes the lock, or throws a sentence when another demo holds it. What a killed run left is ended first. */
export async function takeDemoLock(folder: string): Promise<DemoLock> {
  const file = path.join(folder, fileName);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  let leftBehind: string[] | null = null;
  for (let tries = 0; !(await create(file)); tries++) {
    const earlier = await read(file);
    if (earlier && /demo-run/.test(await commandLineOf(earlier.pid))) {
      throw new Error(
        `A demo already runs from this folder (process ${earlier.pid}). Stop it with Ctrl-C where it runs, then start this one.`,
      );
    }
    if (tries === 5) throw new Error(`The lock file ${file} cannot be taken; remove it and try again.`);
    leftBehind = earlier ? await endAll(earlier.children) : [];
    await rm(file, { force: true });
  }
  const write = async (children: Entry["children"]) => {
    await writeFile(`${file}.new`, JSON.stringify({ pid: process.pid, children } satisfies Entry), {
      mode: 0o600,
    });
    await rename(`${file}.new`, file);
  };
  return { leftBehind, record: write, release: () => rm(file, { force: true }) };
}

async function create(file: string): Promise<boolean> {
  try {
    await writeFile(file, JSON.stringify({ pid: process.pid, children: [] } satisfies Entry), {
      flag: "wx",
      mode: 0o600,
    });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

async function read(file: string): Promise<Entry | null> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as Entry;
  } catch {
    return null;
  }
}

// They are told to stop the moment the run that started them dies; this waits for that, then insists.
async function endAll(children: Entry["children"]): Promise<string[]> {
  const left: Entry["children"] = [];
  for (const child of children) {
    if (processExists(child.pid) && / guard (TERM|INT) /.test(await commandLineOf(child.pid)))
      left.push(child);
  }
  for (let waited = 0; waited < 120 && left.some((child) => processExists(child.pid)); waited++)
    await sleep(100);
  for (const child of left) {
    try {
      process.kill(-child.pid, "SIGKILL");
    } catch {
      // It ended by itself in the meantime.
    }
  }
  return left.map((child) => child.name);
}
