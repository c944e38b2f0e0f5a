import { spawnSync } from "node:child_process";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { commandLineOf, processExists } from "./postgres-lock.ts";

type Entry = { pid: number; children: { name: string; pid: number; runs: string }[] };

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
  for (const child of children) if (await isOurGroup(child)) left.push(child);
  for (let waited = 0; waited < 120 && left.some(({ pid }) => groupExists(pid)); waited++) {
    // After two seconds nobody is left who would tell them: the process that guards each must have been killed, too.
    if (waited === 20) signalGroups(left, "SIGTERM");
    await sleep(100);
  }
  signalGroups(left, "SIGKILL");
  return left.map((child) => child.name);
}

function signalGroups(children: Entry["children"], signal: NodeJS.Signals): void {
  for (const { pid } of children) {
    try {
      process.kill(-pid, signal);
    } catch {
      // The group is empty by now.
    }
  }
}

function groupExists(pid: number): boolean {
  return processExists(-pid);
}

/** The number of a group may have passed to another program's since; a member must be what we started. */
async function isOurGroup(child: Entry["children"][number]): Promise<boolean> {
  if (!groupExists(child.pid)) return false;
  const members = await groupMembers(child.pid);
  const commands = await Promise.all(members.map(commandLineOf));
  return commands.some((command) => command.includes(child.runs));
}

async function groupMembers(group: number): Promise<number[]> {
  const answer = spawnSync("ps", ["-A", "-o", "pid=,pgid="], { encoding: "utf8" });
  if (answer.status === 0) {
    const pairs = answer.stdout
      .trim()
      .split("\n")
      .map((line) => line.trim().split(/\s+/).map(Number));
    return pairs.filter(([, pgid]) => pgid === group).map(([pid = 0]) => pid);
  }
  const members: number[] = [];
  for (const name of await readdir("/proc").catch(() => [])) {
    // The fields after the command's closing parenthesis: state, parent, group.
    const status = await readFile(`/proc/${name}/stat`, "utf8").catch(() => "");
    if (Number(status.slice(status.lastIndexOf(")") + 2).split(" ")[2]) === group) members.push(Number(name));
  }
  return members;
}
