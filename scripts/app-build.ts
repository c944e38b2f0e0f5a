import { createHash } from "node:crypto";
import { access, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { projectRoot } from "./postgres-binaries.ts";
import { runCommand } from "./run-command.ts";

const inputs = [
  "app",
  "public",
  "prisma/schema.prisma",
  "prisma/seed",
  "prisma/seed.ts",
  "scripts/story",
  "package-lock.json",
  "package.json",
  "tsconfig.json",
  "vite.config.ts",
  "extensions",
  "scripts/build.ts",
  "scripts/build-extensions.ts",
  "scripts/extension-bundles.ts",
];
const clientInputs = ["prisma/schema.prisma", "package-lock.json"];
const outputs = [
  "server.js",
  "worker.js",
  "seed.js",
  "import.js",
  "servqual.js",
  "rotate-keys.js",
  "server/index.js",
];
const stampFile = path.join(projectRoot, ".cache", "build-stamp");
// Kept with what it describes: a new installation removes both.
const clientDir = path.join(projectRoot, "node_modules", ".prisma", "client");
const buildDir = path.join(projectRoot, "build");

/** Writes Prisma's client for the schema, unless the one in place was made from the same schema. */
export async function generateDatabaseClient(): Promise<boolean> {
  const hash = await hashOf(clientInputs);
  const stamp = path.join(clientDir, "fairlead-stamp");
  if (
    (await exists(path.join(clientDir, "index.js"))) &&
    (await readFile(stamp, "utf8").catch(() => "")) === hash
  )
    return false;
  // The client runs without an engine, but the command insists on finding one and would download it; any file will do.
  const env = {
    PRISMA_QUERY_ENGINE_LIBRARY: process.execPath,
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    CHECKPOINT_DISABLE: "1",
  };
  const args = ["node_modules/prisma/build/index.js", "generate", "--no-hints"];
  const { code, output } = await runCommand(process.execPath, args, { cwd: projectRoot, env });
  if (code !== 0) throw new Error(`The database client could not be generated:\n${output}`);
  await writeFile(stamp, hash);
  return true;
}

/** Builds the app unless the build in place was made from the very same files. */
export async function buildApp(): Promise<{ built: boolean }> {
  const generated = await generateDatabaseClient();
  const hash = await hashOf(inputs);
  const present = await Promise.all(outputs.map((file) => exists(path.join(buildDir, file))));
  if (!generated && present.every(Boolean) && (await readFile(stampFile, "utf8").catch(() => "")) === hash)
    return { built: false };
  // A build that is broken off must not pass for a finished one.
  await rm(stampFile, { force: true });
  const { code, output } = await runCommand("npm", ["run", "--silent", "build"], { cwd: projectRoot });
  if (code !== 0)
    throw new Error(`The app could not be built:\n${output.trim().split("\n").slice(-40).join("\n")}`);
  await mkdir(path.dirname(stampFile), { recursive: true });
  await writeFile(`${stampFile}.new`, hash);
  await rename(`${stampFile}.new`, stampFile);
  return { built: true };
}

async function hashOf(inputs: string[]): Promise<string> {
  const hash = createHash("sha256");
  for (const input of inputs) {
    for (const file of await filesIn(path.join(projectRoot, input))) {
      hash
        .update(`${path.relative(projectRoot, file)}\0`)
        .update(await readFile(file))
        .update("\0");
    }
  }
  return hash.digest("hex");
}

async function filesIn(place: string): Promise<string[]> {
  const entries = await readdir(place, { recursive: true, withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOTDIR" || error.code === "ENOENT") return null;
      throw error;
    },
  );
  if (entries === null) return (await exists(place)) ? [place] : [];
  // What the build itself writes is no input of it.
  const written = (folder: string) => folder.split(path.sep).includes("dist");
  const files = entries.filter(
    (entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name) && !written(entry.parentPath),
  );
  return files.map((entry) => path.join(entry.parentPath, entry.name)).sort();
}

const exists = (file: string) =>
  access(file).then(
    () => true,
    () => false,
  );
