import { chmod, chown, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type EmbeddedPostgres, startPostgres, stopLeftServer } from "../../scripts/embedded-postgres.ts";
import { type GuardedProcess, startGuarded } from "../../scripts/guarded-process.ts";
import { withClient } from "../../scripts/postgres-accounts.ts";
import { processExists } from "../../scripts/postgres-lock.ts";

let dataDir: string;
const servers: EmbeddedPostgres[] = [];

beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), "fairlead-embedded-"));
});
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
  await rm(dataDir, { recursive: true, force: true });
});

async function start(options: { fast: boolean } = { fast: true }): Promise<EmbeddedPostgres> {
  const server = await startPostgres({ dataDir, ...options });
  servers.push(server);
  return server;
}

const serverPid = async () =>
  Number((await readFile(path.join(dataDir, "cluster/postmaster.pid"), "utf8")).split("\n")[0]);
const asOwner = (server: EmbeddedPostgres, sql: string) =>
  withClient(server.ownerUrl, (client) => client.query(sql));

/** A process that starts the server and keeps it, for being killed. */
function startElsewhere(): GuardedProcess {
  const module = new URL("../../scripts/embedded-postgres.ts", import.meta.url).href;
  const code = `import { startPostgres } from ${JSON.stringify(module)}; await startPostgres({ dataDir: process.argv[1], fast: true }); setInterval(() => {}, 1000);`;
  return startGuarded({
    command: process.execPath,
    args: ["--input-type=module", "-e", code, dataDir],
    stopSignal: "KILL",
  });
}

describe("the embedded database", () => {
  it("has two roles that are neither superuser nor above row-level security", async () => {
    const server = await start();
    const { rows } = await asOwner(
      server,
      "select rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname like 'fairlead%' order by 1",
    );
    const plain = { rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false };
    expect(rows).toEqual([
      { rolname: "fairlead_app", ...plain },
      { rolname: "fairlead_owner", ...plain },
    ]);
  });

  it("keeps its folder and its passwords to one user and asks for a password", async () => {
    const server = await start();
    expect((await stat(path.join(dataDir, "cluster"))).mode & 0o777).toBe(0o700);
    expect((await stat(path.join(dataDir, "postgres-passwords.json"))).mode & 0o777).toBe(0o600);
    const wrong = server.appUrl.replace(/:[^:@]+@/, ":wrong@");
    await expect(withClient(wrong, async () => {})).rejects.toThrow("password authentication failed");
  });

  it("closes a folder of its own that others could read, and says so", async () => {
    await (await start()).stop();
    const places = [dataDir, path.join(dataDir, "cluster"), path.join(dataDir, "postgres-passwords.json")];
    const modes = async () => Promise.all(places.map(async (place) => (await stat(place)).mode & 0o077));
    // As root PostgreSQL's user must pass through the folder, without a list of what is in it.
    const entered = process.getuid?.() === 0 ? 0o011 : 0;
    expect(await modes()).toEqual([entered, 0, 0]);
    for (const place of places) await chmod(place, 0o755);
    const said: string[] = [];
    servers.push(await startPostgres({ dataDir, fast: true, log: (line) => said.push(line) }));
    expect(await modes()).toEqual([entered, 0, 0]);
    expect(said.filter((line) => line.includes("could be read by other users"))).toHaveLength(3);
  });

  it("refuses a folder that belongs to somebody else, in one sentence", async () => {
    const root = process.getuid?.() === 0;
    // Whoever is not root owns nothing of the system's.
    if (root) await chown(dataDir, 12345, 12345);
    const refused = startPostgres({ dataDir: root ? dataDir : "/usr", fast: true });
    await expect(refused).rejects.toThrow(/^\S+ belongs to user \d+, who could read everything[^.]*\.$/);
    await expect(stopLeftServer(root ? dataDir : "/usr")).rejects.toThrow("belongs to user");
    if (root) await chown(dataDir, 0, 0);
  });

  it("is reached on the loopback address only", async () => {
    const { port } = await start();
    await expect(
      new Promise((resolve, reject) =>
        connect({ host: "127.0.0.2", port }).once("connect", resolve).once("error", reject),
      ),
    ).rejects.toThrow("ECONNREFUSED");
  });

  it("is shared by a second start and outlives it", async () => {
    const first = await start();
    const second = await startPostgres({ dataDir });
    expect([second.port, second.startedHere]).toEqual([first.port, false]);
    await second.stop();
    await asOwner(first, "select 1");
  });

  it("is started once by two starts at the same time", async () => {
    const both = await Promise.all([start(), start()]);
    expect(both.map((server) => server.startedHere).sort()).toEqual([false, true]);
  });

  it("keeps what was committed when it is killed, and starts again", async () => {
    const first = await start({ fast: false });
    await asOwner(first, "create table kept (n int); insert into kept values (7)");
    process.kill(await serverPid(), "SIGKILL");
    await first.ended;
    const second = await start();
    expect(second.startedHere).toBe(true);
    expect((await asOwner(second, "select n from kept")).rows).toEqual([{ n: 7 }]);
  });

  it("starts although the lock file of a killed server names a process that now is another", async () => {
    await (await start()).stop();
    await writeFile(
      path.join(dataDir, "cluster/postmaster.pid"),
      `${process.ppid}\n${dataDir}/cluster\n1\n5432\n`,
    );
    expect((await start()).startedHere).toBe(true);
  });

  it("ends when the process that started it is killed", async () => {
    const other = startElsewhere();
    await expect.poll(serverPid).toBeGreaterThan(0);
    const pid = await serverPid();
    await other.stop();
    await expect.poll(() => processExists(pid)).toBe(false);
  });

  it("is made anew when its first start was broken off", async () => {
    const other = startElsewhere();
    await expect
      .poll(async () => (await readdir(dataDir)).some((name) => name.startsWith("cluster.new")))
      .toBe(true);
    await other.stop();
    expect(await readdir(dataDir)).not.toContain("cluster");
    await asOwner(await start(), "select 1");
    expect((await readdir(dataDir)).sort()).toEqual(["cluster", "postgres-passwords.json"]);
  });
});
