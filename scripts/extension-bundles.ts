import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { build } from "esbuild";
import { projectRoot } from "./postgres-binaries.ts";

type ExtensionBundle = { name: string; code: Uint8Array };

/** Every UI extension as the platform's own tool would ship it: all its targets in one minified file. */
export async function bundleExtensions(): Promise<ExtensionBundle[]> {
  const root = path.join(projectRoot, "extensions");
  const folders = await readdir(root, { withFileTypes: true }).catch(() => []);
  const bundles = folders
    .filter((folder) => folder.isDirectory())
    .map(async ({ name }): Promise<ExtensionBundle[]> => {
      const folder = path.join(root, name);
      const manifest = await readFile(path.join(folder, "shopify.extension.toml"), "utf8");
      if (!/^type = "ui_extension"$/m.test(manifest)) return [];
      return [{ name: `extensions/${name}`, code: await bundle(folder, targetsOf(manifest)) }];
    });
  return (await Promise.all(bundles)).flat();
}

type Target = { target: string; module: string };

/** The places an extension names in its manifest, with the module that renders each. */
function targetsOf(manifest: string): Target[] {
  const tables = manifest.split(/^\s*\[\[extensions\.targeting\]\]\s*$/m).slice(1);
  const targets = tables.flatMap((table): Target[] => {
    const target = /^\s*target = "([^"]+)"$/m.exec(table)?.[1];
    const module = /^\s*module = "([^"]+)"$/m.exec(table)?.[1];
    return target && module ? [{ target, module }] : [];
  });
  if (targets.length === 0 || targets.length < tables.length)
    throw new Error("An extension's manifest names a target without its module, or none at all.");
  return targets;
}

async function bundle(folder: string, targets: Target[]): Promise<Uint8Array> {
  const contents = targets.map(
    ({ target, module }, at) =>
      `import render${at} from ${JSON.stringify(module)}; shopify.extend(${JSON.stringify(target)}, render${at});`,
  );
  const { outputFiles } = await build({
    stdin: { contents: contents.join("\n"), resolveDir: folder, loader: "tsx" },
    bundle: true,
    minify: true,
    write: false,
    target: "es6",
    jsx: "automatic",
    legalComments: "none",
    logLevel: "silent",
    define: { "process.env.NODE_ENV": '"production"' },
  });
  const [file] = outputFiles;
  if (!file) throw new Error(`${folder} bundles to nothing.`);
  return file.contents;
}
