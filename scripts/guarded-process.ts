import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** A child process that cannot outlive the process that started it. */
export type GuardedProcess = {
  pid: number;
  /** Resolves once the process has ended, with its exit code (128 + signal number for a signal). */
  ended: Promise<number>;
  running(): boolean;
  /** Asks it to stop, then forces it after `graceSeconds`; resolves when it is gone. */
  stop(): Promise<number>;
};

export type GuardedOptions = {
  command: string;
  args: string[];
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  uid?: number | undefined;
  gid?: number | undefined;
  stopSignal?: "TERM" | "INT" | "KILL";
  forceSignal?: "KILL" | "QUIT";
  graceSeconds?: number;
  onLine?: (line: string, stream: "out" | "err") => void;
};

/*
 * The shell between us and the child holds the read end of a pipe. When this process ends in any way,
 * SIGKILL included, the kernel closes the pipe, the `read` returns and the child is told to stop.
 */
const GUARD = `
exec 3<&0
stop_signal=$1; force_signal=$2; grace=$3; shift 3
"$@" </dev/null 3<&- &
child=$!
( read -r _ <&3; kill -s "$stop_signal" $child; sleep "$grace"; kill -s "$force_signal" $child ) </dev/null >/dev/null 2>&1 &
guard=$!
exec 3<&- 
trap : TERM INT HUP
while :; do wait $child; code=$?; kill -0 $child 2>/dev/null || break; done
kill -s KILL $guard 2>/dev/null
exit $code
`;

const started = new Set<number>();

// A grandchild that ignored its parent's end would keep a port or a file; its group is known, so it goes too.
function endGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // The group is already empty.
  }
}

/** Starts `command` in a process group of its own, ended with this process however that happens. */
export function startGuarded(options: GuardedOptions): GuardedProcess {
  const { command, args, stopSignal = "TERM", forceSignal = "KILL", graceSeconds = 10 } = options;
  const child: ChildProcess = spawn(
    "/bin/sh",
    ["-c", GUARD, "guard", stopSignal, forceSignal, String(graceSeconds), command, ...args],
    {
      cwd: options.cwd,
      env: options.env ?? process.env,
      detached: true,
      stdio: ["pipe", "pipe", "pipe"],
      ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.gid }),
    },
  );
  child.stdin?.on("error", () => {});
  for (const stream of ["out", "err"] as const) {
    const source = stream === "out" ? child.stdout : child.stderr;
    if (source) createInterface({ input: source }).on("line", (line) => options.onLine?.(line, stream));
  }
  let alive = true;
  const ended = new Promise<number>((resolve, reject) => {
    child.once("error", (error) => {
      alive = false;
      reject(error);
    });
    child.once("exit", (code) => {
      alive = false;
      child.stdin?.destroy();
      if (child.pid) {
        endGroup(child.pid);
        started.delete(child.pid);
      }
      resolve(code ?? 137);
    });
  });
  // A caller that only stops the process never looks at `ended`; a failed spawn must not crash it.
  ended.catch(() => {});
  if (child.pid) started.add(child.pid);
  return {
    pid: child.pid ?? -1,
    ended,
    running: () => alive,
    stop: () => {
      child.stdin?.end();
      return ended;
    },
  };
}
