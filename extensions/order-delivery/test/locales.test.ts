import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import german from "../locales/de.json";
import english from "../locales/en.default.json";
import spanish from "../locales/es.json";
import chinese from "../locales/zh-CN.json";

const folder = path.resolve(import.meta.dirname, "..");
const languages = { en: english, "zh-CN": chinese, de: german, es: spanish };
const forms = new Set(["zero", "one", "two", "few", "many", "other"]);

/** Every key with its words; the plural forms of one key stand together. */
function wordsOf(tree: object, at = ""): [string, string[]][] {
  return Object.entries(tree).flatMap(([name, value]): [string, string[]][] => {
    const key = at ? `${at}.${name}` : name;
    if (typeof value === "string") return [[key, [value]]];
    const counted = Object.keys(value).every((form) => forms.has(form));
    return counted ? [[key, Object.values(value as Record<string, string>)]] : wordsOf(value, key);
  });
}

const keysOf = (tree: object) =>
  wordsOf(tree)
    .map(([key]) => key)
    .sort();
const variablesOf = (texts: string[]) => [
  ...new Set(texts.flatMap((text) => text.match(/\{\{\w+\}\}/g) ?? [])),
];

/** Every text in the extension's sources, and those given to translate in place. */
function readSources() {
  const texts = new Set<string>();
  const asked: string[] = [];
  const built: string[] = [];
  for (const name of globSync("src/*.{ts,tsx}", { cwd: folder })) {
    const source = readFileSync(path.join(folder, name), "utf8");
    const visit = (node: ts.Node) => {
      if (ts.isStringLiteralLike(node)) texts.add(node.text);
      if (ts.isCallExpression(node) && /(^|\.)translate$/.test(node.expression.getText())) {
        const [key] = node.arguments;
        if (key && ts.isStringLiteralLike(key)) asked.push(key.text);
        if (key && ts.isTemplateExpression(key)) built.push(key.getText());
      }
      ts.forEachChild(node, visit);
    };
    visit(ts.createSourceFile(name, source, ts.ScriptTarget.Latest, true));
  }
  return { texts, asked, built };
}

describe("the words of the block", () => {
  it.each(Object.entries(languages))(
    "exist in %s under the same keys, with the same variables",
    (_, tree) => {
      expect(keysOf(tree)).toEqual(keysOf(english));
      const variables = (words: object) => wordsOf(words).map(([key, texts]) => [key, variablesOf(texts)]);
      expect(variables(tree).sort()).toEqual(variables(english).sort());
    },
  );

  it.each(Object.entries(languages))("have in %s the plural forms that language needs", (locale, tree) => {
    const needed = [...new Intl.PluralRules(locale).resolvedOptions().pluralCategories].sort();
    expect(Object.keys(tree.parcels).sort()).toEqual(needed);
  });

  it.each(Object.entries(languages))("fit in %s where the admin cuts them off", (_locale, tree) => {
    const short = wordsOf(tree).filter(([key]) => /(^state\.|^parcels$|\.summary$|^name$)/.test(key));
    expect(short.length).toBeGreaterThan(15);
    expect(short.flatMap(([, texts]) => texts).filter((text) => [...text].length > 30)).toEqual([]);
    expect([...tree.name].length).toBeGreaterThanOrEqual(5);
  });

  it.each([german, spanish])("are really translated", (tree) => {
    const inEnglish = new Map(wordsOf(english).map(([key, texts]) => [key, texts.join()]));
    expect(wordsOf(tree).filter(([key, texts]) => inEnglish.get(key) === texts.join())).toEqual([]);
  });

  it("are really Chinese in Chinese", () => {
    const untranslated = wordsOf(chinese).filter(([, texts]) =>
      texts.some((text) => !/\p{Script=Han}/u.test(text)),
    );
    expect(untranslated).toEqual([]);
  });
});

describe("keys in the sources", () => {
  const sources = readSources();
  const known = keysOf(english);
  const manifest = readFileSync(path.join(folder, "shopify.extension.toml"), "utf8");
  const named = [...manifest.matchAll(/"t:([\w.]+)"/g)].map((match) => match[1] ?? "");

  it("all have words, and so have those of the manifest", () => {
    expect(sources.asked.length).toBeGreaterThan(10);
    expect([...sources.asked, ...named].filter((key) => !known.includes(key))).toEqual([]);
  });

  it("are written out, never put together from parts", () => {
    expect(sources.built).toEqual([]);
  });

  it("use every word that exists", () => {
    expect(known.filter((key) => !sources.texts.has(key) && !named.includes(key))).toEqual([]);
  });
});
