import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { ExtensionManifest } from "./manifests.ts";

/** An extension's words in the language that fits: the person's locale, its language, the default. */
export function extensionWords(
  extension: ExtensionManifest,
  locale: string,
): { locale: string; words: unknown } {
  const files = globSync("locales/*.json", { cwd: extension.folder });
  const named = new Map(files.map((file) => [basename(file, ".json").replace(/\.default$/, ""), file]));
  const fallback = files.find((file) => file.endsWith(".default.json"));
  const language = locale.split("-")[0] ?? locale;
  const sibling = [...named.keys()].find((name) => name.split("-")[0] === language);
  const chosen = [locale, language, sibling].find((name) => name !== undefined && named.has(name));
  const file = chosen ? named.get(chosen) : fallback;
  if (!file) return { locale, words: {} };
  return {
    locale: chosen ?? basename(file, ".default.json"),
    words: JSON.parse(readFileSync(join(extension.folder, file), "utf8")) as unknown,
  };
}
