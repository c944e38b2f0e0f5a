import { existsSync, globSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { build } from "esbuild";
import type { Platform } from "../platform.ts";
import type { ExtensionManifest } from "./manifests.ts";

/** What stands in an extension's bundle for the app's own address, which is known only when the app runs. */
const placeholder = "https://fairlead.example";

const built = new Map<string, { stamp: number; code: Promise<string> }>();

/** The code of a UI extension's target: what was built, else what its module builds to. */
export async function uiBundle(
  platform: Platform,
  extension: ExtensionManifest,
  target: string,
): Promise<string> {
  const module = extension.targets.find((one) => one.target === target)?.module;
  if (!module) throw new Error(`${extension.handle} has no module for ${target}.`);
  const { appUrl } = platform.env;
  const code = distOf(extension, target, module) ?? (await fromSource(extension, module, appUrl));
  return code.replaceAll(placeholder, appUrl);
}

/** A built file older than what it was built from would show yesterday's extension. */
function distOf(extension: ExtensionManifest, target: string, module: string): string | null {
  const names = [basename(module, extname(module)), target, extension.handle];
  const file = names.map((name) => join(extension.folder, "dist", `${name}.js`)).find(existsSync);
  if (!file || statSync(file).mtimeMs < newestSource(extension)) return null;
  return readFileSync(file, "utf8");
}

/** Extensions may share modules that lie beside them, so a change in any counts. */
function newestSource({ folder }: ExtensionManifest): number {
  const all = dirname(folder);
  return Math.max(
    0,
    ...globSync("*/{src,locales}/**/*.*", { cwd: all }).map((name) => statSync(join(all, name)).mtimeMs),
  );
}

function fromSource(extension: ExtensionManifest, module: string, appUrl: string): Promise<string> {
  const path = join(extension.folder, module);
  const stamp = newestSource(extension);
  const known = built.get(path);
  if (known?.stamp === stamp) return known.code;
  const code = bundle(path, { "process.env.APP_URL": JSON.stringify(appUrl) });
  built.set(path, { stamp, code });
  return code;
}

/** Joins a module and what it imports into one file, as the platform's tool does; a script's exports stand in `extension`. */
export async function bundle(
  path: string,
  define: Record<string, string> = {},
  format: "esm" | "iife" = "esm",
): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [path],
    bundle: true,
    write: false,
    format,
    globalName: "extension",
    target: "es2020",
    jsx: "automatic",
    jsxImportSource: "preact",
    legalComments: "none",
    logLevel: "silent",
    define: { "process.env.NODE_ENV": '"production"', ...define },
  });
  const [file] = outputFiles;
  if (!file) throw new Error(`${path} builds to nothing.`);
  return file.text;
}
