import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../../../scripts/embedded-postgres.ts";
import { startGuarded } from "../../../scripts/guarded-process.ts";
import { projectRoot } from "../../../scripts/postgres-binaries.ts";
import { runCommand } from "../../../scripts/run-command.ts";

const program = "/usr/sbin/nginx";

/** Debian's nginx, installed when it is missing and may be. Throws a sentence where there is none to be had. */
async function provideNginx(): Promise<void> {
  if (existsSync(program)) return;
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get"))
    throw new Error(
      "There is no nginx on this machine and no right to install it (apt-get install nginx-light).",
    );
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  for (const args of [["update"], ["install", "-y", "--no-install-recommends", "nginx-light"]]) {
    const { code, output } = await runCommand("apt-get", args, { cwd: projectRoot, env });
    if (code !== 0) throw new Error(`apt-get ${args[0]} failed, so there is no nginx.\n${output}`);
  }
}

/** The sample configuration of docs/deploy in front of these web processes, on plain HTTP and a free port. */
export async function startNginx(webUrls: string[]): Promise<{ url: string; stop(): Promise<void> }> {
  await provideNginx();
  const folder = await mkdtemp(path.join(tmpdir(), "fairlead-nginx-"));
  const port = await freePort();
  const sample = await readFile(path.join(projectRoot, "docs/deploy/nginx.conf"), "utf8");
  const [first, second] = webUrls.map((url) => new URL(url).host);
  const site = sample
    .replace("127.0.0.1:3000", first ?? "")
    .replace("127.0.0.1:3001", second ?? "")
    .replace("listen 443 ssl;", `listen 127.0.0.1:${port};`)
    .replace(/^ *ssl_.*$/gm, "");
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  await writeFile(
    path.join(folder, "nginx.conf"),
    `daemon off; pid ${folder}/pid; error_log stderr;
     ${process.getuid?.() === 0 ? "user root;" : ""}
     events {}
     http {
       ${temporary.map((kind) => `${kind}_temp_path ${folder}/${kind};`).join("\n")}
       ${site}
     }`,
  );
  const child = startGuarded({
    command: program,
    args: ["-c", path.join(folder, "nginx.conf")],
    stopSignal: "TERM",
    onLine: () => {},
  });
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; !(await fetch(`${url}/healthz`).catch(() => null)); tries++) {
    if (tries > 100) throw new Error("nginx did not start");
    await sleep(100);
  }
  return {
    url,
    async stop() {
      await child.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
