import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { type BuildOptions, build } from "esbuild";
import { projectRoot } from "./postgres-binaries.ts";

type ExtensionBundle = { name: string; code: Uint8Array };

/** Every UI extension as the platform's own tool would ship it: all its targets in one minified file. */
export async function bundleExtensions(): Promise<ExtensionBundle[]> {
  const all = await uiExtensions();
  return Promise.all(
    all.map(async ({ name, folder, targets }) => ({
      name: `extensions/${name}`,
      code: await bundle(folder, targets),
    })),
  );
}

async function uiExtensions(): Promise<{ name: string; folder: string; targets: Target[] }[]> {
  const root = path.join(projectRoot, "extensions");
  const folders = await readdir(root, { withFileTypes: true }).catch(() => []);
  const found = folders
    .filter((folder) => folder.isDirectory())
    .map(async ({ name }) => {
      const folder = path.join(root, name);
      const manifest = await readFile(path.join(folder, "shopify.extension.toml"), "utf8").catch(() => null);
      // Without a manifest a folder holds what extensions share.
      if (manifest === null || !/^type = "ui_extension"$/m.test(manifest)) return [];
      return [{ name, folder, targets: targetsOf(manifest) }];
    });
  return (await Promise.all(found)).flat();
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

/** Stands in bundles for the app's own address where the build is not told it. */
const placeholder = "https://fairlead.example";

const shipped: BuildOptions = {
  bundle: true,
  minify: true,
  jsx: "automatic",
  jsxImportSource: "preact",
  legalComments: "none",
  logLevel: "silent",
  define: {
    "process.env.NODE_ENV": '"production"',
    "process.env.APP_URL": JSON.stringify(process.env.APP_URL ?? placeholder),
  },
};

async function bundle(folder: string, targets: Target[]): Promise<Uint8Array> {
  const contents = targets.map(
    ({ target, module }, at) =>
      `import render${at} from ${JSON.stringify(module)}; shopify.extend(${JSON.stringify(target)}, render${at});`,
  );
  const { outputFiles } = await build({
    ...shipped,
    stdin: { contents: contents.join("\n"), resolveDir: folder, loader: "tsx" },
    write: false,
    target: "es6",
  });
  const [file] = outputFiles;
  if (!file) throw new Error(`${folder} bundles to nothing.`);
  return file.contents;
}

/** Writes one module per target into each extension's dist, named for the module it came from. */
export async function writeExtensions(): Promise<void> {
  for (const { folder, targets } of await uiExtensions()) {
    await build({
      ...shipped,
      entryPoints: targets.map(({ module }) => path.join(folder, module)),
      outdir: path.join(folder, "dist"),
      format: "esm",
      target: "es2020",
    });
  }
}
