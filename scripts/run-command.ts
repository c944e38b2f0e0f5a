import { startGuarded } from "./guarded-process.ts";

export type CommandResult = { code: number; output: string };

/** Runs a program to its end and keeps what it prints. It ends with this process. */
export async function runCommand(
  command: string,
  args: string[],
  options: { cwd: string; env?: Record<string, string> } & { timeoutSeconds?: number },
): Promise<CommandResult> {
  const lines: string[] = [];
  const child = startGuarded({
    command,
    args,
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    onLine: (line) => lines.push(line),
  });
  const seconds = options.timeoutSeconds ?? 900;
  const timer = setTimeout(() => {
    lines.push(`stopped after ${seconds} seconds`);
    void child.stop();
  }, seconds * 1_000);
  try {
    const code = await child.ended;
    return { code, output: lines.join("\n") };
  } finally {
    clearTimeout(timer);
  }
}
