import { existsSync, globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { type ExtensionManifest, themeExtensions } from "../extensions/manifests.ts";
import type { Reply } from "../http.ts";
import { Markup } from "../pages/html.ts";
import type { Platform } from "../platform.ts";
import { isPlaced } from "../shop/placements.ts";
import type { ShopRecord } from "../shop/record.ts";
import { type Drop, renderLiquid } from "./liquid.ts";

/** A rendered app block with the addresses of what its schema asks for. */
export type ThemeBlock = { markup: Markup; scripts: string[]; sheets: string[] };
type Schema = { target?: unknown; name?: unknown; javascript?: unknown; stylesheet?: unknown };

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** The app blocks of the app's theme extensions that the merchant has placed on the product page, each once. */
export function themeBlocks(platform: Platform, shop: ShopRecord, locale: string, scope: Drop): ThemeBlock[] {
  return themeExtensions(platform).flatMap((extension) =>
    globSync("blocks/*.liquid", { cwd: extension.folder })
      .sort()
      .filter((file) => isPlaced(platform, shop, { handle: basename(file, ".liquid"), page: "product" }))
      .map((file) => themeBlock(extension, file, locale, scope)),
  );
}

function themeBlock(extension: ExtensionManifest, file: string, locale: string, scope: Drop): ThemeBlock {
  const words = storefrontWords(extension, locale);
  const { text, schema } = renderLiquid(readFileSync(join(extension.folder, file), "utf8"), scope, {
    t: (key, named) => translate(words, key, named),
    escape: (input) => input.replace(/[&<>"']/g, (sign) => entities[sign] ?? ""),
  });
  const { target, name, javascript, stylesheet } = schema as Schema;
  if (target !== "section" || typeof name !== "string") throw new Error(`${file} is no app block.`);
  const asset = (asked: unknown) => {
    if (asked === undefined) return [];
    if (typeof asked !== "string" || !existsSync(join(extension.folder, "assets", asked)))
      throw new Error(`${file} asks for the asset ${String(asked)}, which is not there.`);
    return [`theme-assets/${extension.handle}/${asked}`];
  };
  return { markup: new Markup(text), scripts: asset(javascript), sheets: asset(stylesheet) };
}

/** A file of `assets/`, which the platform would serve from its own network. */
export function themeAsset(platform: Platform, handle: string, name: string): Reply | null {
  const extension = themeExtensions(platform).find((one) => one.handle === handle);
  const type = { js: "text/javascript", css: "text/css" }[name.split(".").at(-1) ?? ""];
  const path = extension && join(extension.folder, "assets", name);
  if (!path || !type || !existsSync(path)) return null;
  return {
    status: 200,
    headers: { "content-type": `${type}; charset=utf-8`, "cache-control": "no-cache" },
    body: readFileSync(path, "utf8"),
  };
}

/** Theme extensions name simplified Chinese by its country. */
const fileName = (locale: string) => (locale === "zh-Hans" ? "zh-CN" : locale);

function storefrontWords({ folder }: ExtensionManifest, locale: string): Record<string, unknown> {
  const own = join(folder, "locales", `${fileName(locale)}.json`);
  const [fallback = ""] = globSync("locales/*.default.json", { cwd: folder });
  return JSON.parse(readFileSync(existsSync(own) ? own : join(folder, fallback), "utf8")) as Record<
    string,
    unknown
  >;
}

function translate(words: Record<string, unknown>, key: string, named: Record<string, string>): string {
  const text = key.split(".").reduce<unknown>((value, step) => {
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[step] : undefined;
  }, words);
  if (typeof text !== "string") throw new Error(`Translation missing: ${key}`);
  return text.replace(/\{\{\s*(\w+)\s*\}\}/g, (_all, name: string) => {
    if (named[name] === undefined) throw new Error(`${key} needs ${name}.`);
    return named[name];
  });
}
