import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { bundleExtensions } from "./extension-bundles.ts";
import { projectRoot } from "./postgres-binaries.ts";

/** The platform's limit for an extension, and ours for what one admin page loads; both compressed. */
const limits = { extension: 64 * 1024, adminScript: 350 * 1024, adminStyle: 90 * 1024 };
/** What an extension should stay under; it loads while somebody waits for a page of the store. */
const extensionAim = 25 * 1024;

type Manifest = {
  entry: Part;
  routes: Record<string, Part & { id: string; parentId?: string; css?: string[] }>;
};
type Part = { module: string; imports: string[]; css?: string[] };

/** Measures every admin page and extension bundle. Throws a sentence naming each one over its limit. */
export async function checkBundleSizes(): Promise<string> {
  const pages = await adminPages();
  const extensions = await extensionBundles();
  const sizes = [...pages, ...extensions];
  const over = sizes.filter((size) => size.bytes > size.limit);
  if (over.length)
    throw new Error(
      over
        .map((size) => `${size.name} is ${inKb(size.bytes)}, over its limit of ${inKb(size.limit)}`)
        .join("\n"),
    );
  const largest = sizes.reduce((a, b) => (a.bytes / a.limit > b.bytes / b.limit ? a : b));
  const closest = `closest to its limit: ${largest.name} with ${inKb(largest.bytes)} of ${inKb(largest.limit)}`;
  const notes = extensions.map((size) => `${size.name} ${size.note}`);
  return [`${sizes.length} measured, ${closest}`, ...notes].join("; ");
}

type Size = { name: string; bytes: number; limit: number; note?: string };

const inKb = (bytes: number) => `${(bytes / 1024).toFixed(bytes < 10 * 1024 ? 1 : 0)} KB`;

async function compressed(file: string): Promise<number> {
  return gzipSync(await readFile(file)).length;
}

async function adminPages(): Promise<Size[]> {
  const assets = path.join(projectRoot, "build/client/assets");
  const name = (await readdir(assets)).find((file) => /^manifest-.*\.js$/.test(file));
  if (!name) throw new Error("The build has no manifest of its client files.");
  const text = await readFile(path.join(assets, name), "utf8");
  const manifest = JSON.parse(text.slice(text.indexOf("{"), text.lastIndexOf("}") + 1)) as Manifest;
  const sizes: Size[] = [];
  for (const route of Object.values(manifest.routes)) {
    const parts: Part[] = [manifest.entry];
    for (
      let at: typeof route | undefined = route;
      at;
      at = at.parentId === undefined ? undefined : manifest.routes[at.parentId]
    ) {
      parts.push(at);
    }
    const total = async (files: string[]) => {
      const all = await Promise.all(
        [...new Set(files)].map((file) => compressed(path.join(assets, path.basename(file)))),
      );
      return all.reduce((sum, bytes) => sum + bytes, 0);
    };
    const scripts = await total(parts.flatMap((part) => [part.module, ...part.imports]));
    const styles = await total(parts.flatMap((part) => part.css ?? []));
    sizes.push({ name: `script of ${route.id}`, bytes: scripts, limit: limits.adminScript });
    sizes.push({ name: `style of ${route.id}`, bytes: styles, limit: limits.adminStyle });
  }
  return sizes;
}

/** By gzip, the larger of what browsers are sent. */
async function extensionBundles(): Promise<Size[]> {
  const bundles = await bundleExtensions();
  return bundles.map(({ name, code }) => ({
    name,
    bytes: gzipSync(code).length,
    limit: limits.extension,
    note: `${inKb(gzipSync(code).length)} gzip, ${inKb(brotliCompressSync(code).length)} brotli, aim ${inKb(extensionAim)}`,
  }));
}
