import { accessSync, constants } from "node:fs";
import { projectRoot } from "./postgres-binaries.ts";
import { runCommand } from "./run-command.ts";

const places = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
];

/** The path of a Chromium on this machine: the one CHROMIUM names, else a usual one. */
export function findChromium(): string | null {
  return [process.env.CHROMIUM ?? "", ...places].find(isProgram) ?? null;
}

/** Finds Chromium or, as root on a Debian-like system, installs it. Throws a sentence when there is none to be had. */
export async function provideChromium(): Promise<string> {
  const found = findChromium();
  if (found) return found;
  const advice = "Install Chromium (Debian: apt-get install chromium) or set CHROMIUM to its path.";
  if (process.getuid?.() !== 0 || !isProgram("/usr/bin/apt-get")) {
    throw new Error(`There is no Chromium on this machine and no right to install it. ${advice}`);
  }
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  for (const args of [["update"], ["install", "-y", "--no-install-recommends", "chromium"]]) {
    const { code, output } = await runCommand("apt-get", args, { cwd: projectRoot, env });
    if (code !== 0)
      throw new Error(`apt-get ${args[0]} failed, so there is no Chromium. ${advice}\n${output}`);
  }
  const installed = findChromium();
  if (!installed) throw new Error(`Chromium was installed, but is not where it usually is. ${advice}`);
  return installed;
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return file !== "";
  } catch {
    return false;
  }
}
