import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  access,
  chmod,
  chown,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { plainEnvironment } from "./child-environment.ts";
import { makePasswords, type PostgresPasswords, passwordsFile, readPasswords } from "./postgres-accounts.ts";
import {
  canEnter,
  folderOutsideClone,
  type PostgresBinaries,
  unprivilegedUser,
} from "./postgres-binaries.ts";
import { findRunningServer, processExists } from "./postgres-lock.ts";

const temporaryPrefix = "fairlead-postgres-";

/**
 * The folder that holds cluster and passwords: `wanted`, or a new temporary one. As root, where PostgreSQL's user
 * cannot enter the clone, a folder under /var/lib takes its place.
 */
export async function prepareFolder(
  wanted: string | undefined,
  log: (line: string) => void,
): Promise<string> {
  const runAs = unprivilegedUser();
  if (wanted === undefined) {
    await sweepTemporary();
    const folder = await mkdtemp(path.join(tmpdir(), `${temporaryPrefix}${process.pid}-`));
    await chmod(folder, runAs ? 0o711 : 0o700);
    return folder;
  }
  const inClone = path.resolve(wanted);
  if (!runAs) {
    await mkdir(inClone, { recursive: true, mode: 0o700 });
    await closeToOthers(inClone, null, log);
    return inClone;
  }
  await mkdir(inClone, { recursive: true });
  await closeToOthers(inClone, runAs, log);
  if (canEnter(inClone, runAs)) return inClone;
  const outside = folderOutsideClone(inClone);
  await mkdir(outside, { recursive: true, mode: 0o711 });
  await closeToOthers(outside, runAs, log);
  log(
    `No other user can enter ${path.dirname(inClone)} and PostgreSQL may not run as root: the database is kept in ${outside}.`,
  );
  return outside;
}

/**
 * Closes the folder, its cluster and its passwords to the machine's other users. A mode that is too wide is an accident of
 * a copy or an umask, so it is set right and said; a folder that belongs to somebody else is refused, for whoever owns it
 * opens and reads it at will, whatever mode it has. As root the folder may be entered, by PostgreSQL's user, not listed.
 */
async function closeToOthers(
  folder: string,
  runAs: PostgresBinaries["runAs"],
  log: (line: string) => void,
): Promise<void> {
  const me = process.getuid?.();
  if (me === undefined) return;
  const wanted = [
    { place: folder, mode: runAs ? 0o711 : 0o700, owner: me },
    { place: path.join(folder, "cluster"), mode: 0o700, owner: runAs?.uid ?? me },
    { place: path.join(folder, passwordsFile), mode: 0o600, owner: me },
  ];
  for (const { place, mode, owner } of wanted) {
    const found = await stat(place).catch(() => null);
    if (!found) continue;
    if (found.uid !== owner) {
      throw new Error(
        `${place} belongs to user ${found.uid}, who could read everything the database holds: give it to user ${owner} or choose another folder.`,
      );
    }
    const now = found.mode & 0o777;
    if (now === mode) continue;
    await chmod(place, mode);
    if ((now & 0o077 & ~mode) === 0) continue;
    log(`${place} could be read by other users of this machine; it is closed to them now.`);
  }
}

// Temporary folders of test runs that were killed.
async function sweepTemporary(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const owner = name.startsWith(temporaryPrefix)
      ? Number(name.slice(temporaryPrefix.length).split("-")[0])
      : 0;
    if (!owner || processExists(owner)) continue;
    const folder = path.join(tmpdir(), name);
    await (await findRunningServer(path.join(folder, "cluster")))?.stop();
    await rm(folder, { recursive: true, force: true }).catch(() => {});
  }
}

/** Makes the cluster where there is none. It gets its final name only when complete, so a crash leaves no half of one. */
export async function initialize(
  dataDir: string,
  cluster: string,
  binaries: PostgresBinaries,
  fast: boolean,
): Promise<PostgresPasswords> {
  const known = await readPasswords(dataDir);
  if (await exists(path.join(cluster, "PG_VERSION"))) {
    if (known) return known;
    throw new Error(
      `The passwords of the database in ${dataDir} are missing; put the file back or start over with an empty folder.`,
    );
  }
  for (const name of await readdir(dataDir)) {
    if (name.startsWith("cluster")) await rm(path.join(dataDir, name), { recursive: true, force: true });
  }
  const passwords = known ?? (await makePasswords(dataDir));
  const draft = path.join(dataDir, `cluster.new-${process.pid}`);
  const secret = path.join(dataDir, `cluster.secret-${process.pid}`);
  await mkdir(draft, { mode: 0o700 });
  await writeFile(secret, passwords.superuser, { mode: 0o600 });
  if (binaries.runAs) {
    for (const item of [draft, secret]) await chown(item, binaries.runAs.uid, binaries.runAs.gid);
  }
  const locale =
    binaries.major >= 17
      ? ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
      : ["--locale=C.UTF-8"];
  const common = ["-D", draft, "-U", "postgres", "-E", "UTF8", "--auth=scram-sha-256", `--pwfile=${secret}`];
  const args = [...common, ...locale, "--data-checksums", ...(fast ? ["--no-sync"] : [])];
  await runInitdb(path.join(binaries.bin, "initdb"), args, binaries.runAs);
  await rm(secret);
  await rename(draft, cluster);
  return passwords;
}

async function runInitdb(program: string, args: string[], runAs: PostgresBinaries["runAs"]): Promise<void> {
  const environment = { ...plainEnvironment(), LC_ALL: "C", TZ: "UTC" };
  const child = spawn(program, args, {
    cwd: "/",
    env: environment,
    stdio: ["ignore", "ignore", "pipe"],
    ...(runAs ?? {}),
  });
  let complaint = "";
  child.stderr.on("data", (chunk: Buffer) => {
    complaint += chunk.toString();
  });
  const [code] = (await once(child, "close")) as [number | null];
  if (code !== 0) throw new Error(`PostgreSQL's data folder could not be made: ${complaint.trim()}`);
}

/** Refuses a cluster made by another major version of PostgreSQL. */
export async function checkMajor(cluster: string, major: number): Promise<void> {
  const made = Number((await readFile(path.join(cluster, "PG_VERSION"), "utf8")).trim());
  if (made === major) return;
  throw new Error(
    `The database in ${cluster} was made by PostgreSQL ${made}, the one found here is ${major}; use the same version or start over.`,
  );
}

const exists = (file: string) =>
  access(file).then(
    () => true,
    () => false,
  );
