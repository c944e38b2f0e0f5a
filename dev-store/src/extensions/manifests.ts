import { globSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { parse } from "smol-toml";
import type { Platform } from "../platform.ts";

/** One place an extension shows itself, or one moment a function is asked. */
export type ExtensionTarget = {
  target: string;
  module: string | null;
  export: string | null;
  inputQuery: string | null;
};
/** What the platform reads from a deployed `shopify.extension.toml`. */
export type ExtensionManifest = {
  folder: string;
  handle: string;
  type: string;
  networkAccess: boolean;
  targets: ExtensionTarget[];
};

type Table = Record<string, unknown>;

const read = new Map<string, { stamp: number; extensions: ExtensionManifest[] }>();

/** The app's extensions, from the folders beside its configuration. */
export function extensions(platform: Platform): ExtensionManifest[] {
  const root = dirname(platform.env.tomlPath);
  const files = globSync("extensions/*/shopify.extension.toml", { cwd: root }).sort();
  return files.flatMap((file) => manifestsIn(join(root, file)));
}

/** The functions among them. */
export function functionExtensions(platform: Platform): ExtensionManifest[] {
  return extensions(platform).filter((one) => one.type === "function");
}

/** The theme app extensions among them. */
export function themeExtensions(platform: Platform): ExtensionManifest[] {
  return extensions(platform).filter((one) => one.type === "theme");
}

/** The UI extensions that show themselves at a target. */
export function extensionsAt(platform: Platform, target: string): ExtensionManifest[] {
  return extensions(platform).filter(
    (one) => one.type === "ui_extension" && one.targets.some((place) => place.target === target),
  );
}

/** One UI extension by its handle. */
export function extensionNamed(platform: Platform, handle: string): ExtensionManifest | null {
  return extensions(platform).find((one) => one.handle === handle && one.type === "ui_extension") ?? null;
}

function manifestsIn(path: string): ExtensionManifest[] {
  const stamp = statSync(path).mtimeMs;
  const known = read.get(path);
  if (known?.stamp === stamp) return known.extensions;
  const entries = parse(readFileSync(path, "utf8")).extensions;
  const found = (Array.isArray(entries) ? (entries as Table[]) : []).map((entry): ExtensionManifest => {
    const capabilities = (entry.capabilities ?? {}) as Table;
    return {
      folder: dirname(path),
      handle: String(entry.handle ?? ""),
      type: String(entry.type ?? ""),
      networkAccess: capabilities.network_access === true,
      targets: (Array.isArray(entry.targeting) ? (entry.targeting as Table[]) : []).map((place) => ({
        target: String(place.target ?? ""),
        module: text(place.module),
        export: text(place.export),
        inputQuery: text(place.input_query),
      })),
    };
  });
  read.set(path, { stamp, extensions: found });
  return found;
}

function text(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
