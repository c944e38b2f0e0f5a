import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";

const locales = ["ar", "de", "en", "es", "fr", "ja", "pt-BR", "zh-CN"];
const forms = new Set(["zero", "one", "two", "few", "many", "other"]);

/** Every key with its words; the plural forms of one key stand together. */
function wordsIn(tree: object, at = ""): [string, Record<string, string>][] {
  return Object.entries(tree).flatMap(([name, value]): [string, Record<string, string>][] => {
    const key = at ? `${at}.${name}` : name;
    if (typeof value === "string") return [[key, { "": value }]];
    return Object.keys(value).every((form) => forms.has(form)) ? [[key, value]] : wordsIn(value, key);
  });
}

const variablesIn = (texts: string[]) =>
  [...new Set(texts.flatMap((text) => text.match(/\{\{\w+\}\}/g) ?? []))].sort();

function readTexts(folder: string): Set<string> {
  const texts = new Set<string>();
  for (const name of globSync("{src,../buyer-block/src}/*.{ts,tsx}", { cwd: folder })) {
    const source = readFileSync(path.join(folder, name), "utf8");
    const visit = (node: ts.Node) => {
      if (ts.isStringLiteralLike(node)) texts.add(node.text);
      ts.forEachChild(node, visit);
    };
    visit(ts.createSourceFile(name, source, ts.ScriptTarget.Latest, true));
  }
  return texts;
}

/** What holds of a buyer's block in all eight languages. */
export function describeLocales(folder: string): void {
  const files = new Map(
    globSync("locales/*.json", { cwd: folder }).map((file) => [
      path.basename(file, ".json").replace(".default", ""),
      wordsIn(JSON.parse(readFileSync(path.join(folder, file), "utf8")) as object),
    ]),
  );
  const english = files.get("en") ?? [];
  const keys = english.map(([key]) => key).sort();

  describe("the words of the block", () => {
    it("exist in eight languages", () => {
      expect([...files.keys()].sort()).toEqual(locales);
    });

    it.each(locales)("have in %s the same keys with the same variables, and nothing empty", (locale) => {
      const words = files.get(locale) ?? [];
      expect(words.map(([key]) => key).sort()).toEqual(keys);
      const variables = (list: typeof words) =>
        list.map(([key, texts]) => [key, variablesIn(Object.values(texts))]).sort();
      expect(variables(words)).toEqual(variables(english));
      for (const [key, texts] of words) {
        for (const text of Object.values(texts)) expect(text.trim(), key).not.toBe("");
      }
    });

    it.each(locales)("have in %s the plural forms it needs", (locale) => {
      const needed = [...new Intl.PluralRules(locale).resolvedOptions().pluralCategories].sort();
      const counted = (files.get(locale) ?? []).filter(([, texts]) => !("" in texts));
      expect(counted.length).toBeGreaterThan(0);
      for (const [, texts] of counted) expect(Object.keys(texts).sort()).toEqual(needed);
    });

    it("are all used, and a name fits where the editor cuts it off", () => {
      const texts = readTexts(folder);
      const manifest = readFileSync(path.join(folder, "shopify.extension.toml"), "utf8");
      expect(keys.filter((key) => !texts.has(key) && !manifest.includes(`"t:${key}"`))).toEqual([]);
      for (const locale of locales) {
        const name = files.get(locale)?.find(([key]) => key === "name")?.[1][""] ?? "";
        expect([...name].length).toBeLessThanOrEqual(30);
        expect([...name].length).toBeGreaterThanOrEqual(4);
      }
    });
  });
}
