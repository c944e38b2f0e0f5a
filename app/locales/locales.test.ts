import { globSync, readFileSync } from "node:fs";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import german from "./de.json";
import english from "./en.json";
import spanish from "./es.json";
import { startI18n } from "./start-i18n";
import { type Locale, pickLocale, supportedLocales } from "./supported";
import chinese from "./zh-CN.json";

const languages: Record<Locale, object> = { en: english, "zh-CN": chinese, de: german, es: spanish };
/** Words that a language really shares with English. Whatever else reads the same was forgotten. */
const sameAsEnglish = {
  de: [
    "invited.field.contactName",
    "providers.new.name",
    "role.agent",
    "role.manager",
    "shipping.form.code",
    "shipping.form.name",
    "shipping.form.standard",
    "shipping.form.zone",
    "shipping.rule.zone",
    "tickets.one",
  ],
  es: ["invited.option.no", "orders.column.total", "tickets.one"],
};
const plural = /_(zero|one|two|few|many|other)$/;
const baseOf = (key: string) => key.replace(plural, "");

function flatten(tree: object, path = ""): [string, unknown][] {
  return Object.entries(tree).flatMap(([name, value]): [string, unknown][] => {
    const here = path ? `${path}.${name}` : name;
    return typeof value === "object" && value !== null ? flatten(value, here) : [[here, value]];
  });
}

const wordsOf = (locale: Locale) => new Map(flatten(languages[locale]) as [string, string][]);
const basesOf = (locale: Locale) => [...new Set([...wordsOf(locale).keys()].map(baseOf))].sort();

/** Names between double braces, without their format. */
const variablesOf = (text: string) =>
  [...new Set([...text.matchAll(/\{\{\s*([^,}\s]+)/g)].map((match) => match[1] ?? ""))].sort();

/** The variables of every form of every word: key without plural ending → names. */
function variablesByBase(locale: Locale): Record<string, string[]> {
  const forms = new Map<string, Set<string>>();
  for (const [key, text] of wordsOf(locale)) {
    const known = forms.get(baseOf(key)) ?? new Set<string>();
    for (const name of variablesOf(text)) known.add(name);
    forms.set(baseOf(key), known);
  }
  return Object.fromEntries([...forms].map(([base, names]) => [base, [...names].sort()]));
}

type Use = { key: string; where: string };

/** Every string in the app's sources, and those handed to t() in place. */
function readSources() {
  const strings = new Set<string>();
  const asked: Use[] = [];
  const built: string[] = [];
  for (const name of globSync("app/**/*.{ts,tsx}").filter((file) => !/\.test\.|\.d\.ts$/.test(file))) {
    const file = ts.createSourceFile(name, readFileSync(name, "utf8"), ts.ScriptTarget.Latest, true);
    const visit = (node: ts.Node) => {
      if (ts.isStringLiteralLike(node)) strings.add(node.text);
      if (ts.isCallExpression(node) && node.expression.getText() === "t") {
        const [key] = node.arguments;
        if (key && ts.isStringLiteralLike(key)) asked.push({ key: key.text, where: name });
        if (key && ts.isTemplateExpression(key)) built.push(`${name}: ${key.getText()}`);
      }
      ts.forEachChild(node, visit);
    };
    visit(file);
  }
  return { strings, asked, built };
}

describe("the admin's words", () => {
  it("exist in every language under the same keys", () => {
    for (const locale of supportedLocales) expect(basesOf(locale)).toEqual(basesOf("en"));
  });

  it("have exactly the plural forms their language needs", () => {
    const counted = new Set([...wordsOf("en").keys()].filter((key) => plural.test(key)).map(baseOf));
    for (const locale of supportedLocales) {
      const needed = [...new Intl.PluralRules(locale).resolvedOptions().pluralCategories].sort();
      const keys = [...wordsOf(locale).keys()].filter((key) => counted.has(baseOf(key)));
      for (const base of counted) {
        const forms = keys.filter((key) => baseOf(key) === base);
        const found = forms.map((key) => plural.exec(key)?.[1] ?? "no plural form").sort();
        expect({ locale, base, found }).toEqual({ locale, base, found: needed });
      }
    }
  });

  it("take the same variables in every language", () => {
    for (const locale of supportedLocales) expect(variablesByBase(locale)).toEqual(variablesByBase("en"));
  });

  it("are never empty and carry no stray spaces", () => {
    for (const locale of supportedLocales) {
      const odd = [...wordsOf(locale)].filter(
        ([, text]) => typeof text !== "string" || text === "" || text !== text.trim() || text.includes("  "),
      );
      expect({ locale, odd }).toEqual({ locale, odd: [] });
    }
  });

  it("are really Chinese in Chinese", () => {
    const untranslated = [...wordsOf("zh-CN")].filter(([, text]) => {
      const prose = text.replace(/\{\{.*?\}\}|Fairlead/g, "");
      return /\p{L}/u.test(prose) && !/\p{Script=Han}/u.test(prose);
    });
    expect(untranslated).toEqual([]);
  });

  it.each(Object.entries(sameAsEnglish))("are really translated in %s", (locale, same) => {
    const english = wordsOf("en");
    const untranslated = [...wordsOf(locale as Locale)].filter(([key, text]) => {
      const prose = text.replace(/\{\{.*?\}\}|Fairlead/g, "");
      return /\p{L}/u.test(prose) && text === english.get(key);
    });
    expect(untranslated.map(([key]) => key).sort()).toEqual([...same].sort());
  });

  it("do not mix punctuation of languages", () => {
    // German opens a quotation low, Spanish opens its questions: an English habit left over shows here.
    expect([...wordsOf("de")].filter(([, text]) => /["”]/.test(text))).toEqual([]);
    const unopened = [...wordsOf("es")].filter(([, text]) => /\?/.test(text) && !text.includes("¿"));
    expect(unopened).toEqual([]);
  });
});

describe("keys in the sources", () => {
  const sources = readSources();
  const known = new Set(basesOf("en"));

  it("all have words", () => {
    expect(sources.asked.length).toBeGreaterThan(50);
    expect(sources.asked.filter(({ key }) => !known.has(key))).toEqual([]);
  });

  it("are written out, never put together from parts", () => {
    expect(sources.built).toEqual([]);
  });

  it("use every word that exists", () => {
    expect([...known].filter((key) => !sources.strings.has(key))).toEqual([]);
  });
});

describe("an instance for one document", () => {
  it("counts by the rules of its language and groups digits", () => {
    const en = startI18n("en", { words: english, polaris: {} });
    const zh = startI18n("zh-CN", { words: chinese, polaris: {} });
    const de = startI18n("de", { words: german, polaris: {} });
    const es = startI18n("es", { words: spanish, polaris: {} });
    const key = "home.status.parked";
    expect(en.t(key, { count: 1 })).toBe("Fairlead could not read 1 message from your store.");
    expect(en.t(key, { count: 1200 })).toBe("Fairlead could not read 1,200 messages from your store.");
    expect(zh.t(key, { count: 1 })).toBe("店铺发来的消息中有 1 条无法读取。");
    expect(de.t(key, { count: 1200 })).toContain("1.200 Nachrichten");
    // A million is a plural form of its own in Spanish, and four digits are not grouped.
    expect(es.t(key, { count: 1_000_000 })).toContain("1.000.000");
    expect(es.t(key, { count: 1200 })).toContain("1200");
  });
});

describe("the language of a page", () => {
  it("is the closest one to a tag, else English", () => {
    for (const tag of ["zh-CN", "zh", "zh-Hant-TW", "ZH_cn"]) expect(pickLocale(tag)).toBe("zh-CN");
    for (const tag of ["de", "de-AT", "de_CH", "DE-de"]) expect(pickLocale(tag)).toBe("de");
    for (const tag of ["es", "es-MX", "es-419", "ES_es"]) expect(pickLocale(tag)).toBe("es");
    for (const tag of ["en-GB", "fr", "", null, undefined]) expect(pickLocale(tag)).toBe("en");
  });

  it("follows the first wish that can be met", () => {
    expect(pickLocale("fr", "zh-CN", "en")).toBe("zh-CN");
    expect(pickLocale(null, undefined, "fr-CH,fr;q=0.9,en;q=0.4,zh;q=0.6")).toBe("zh-CN");
    expect(pickLocale("fr-CH,de;q=0.7,en;q=0.4")).toBe("de");
    expect(pickLocale("zh;q=0,en")).toBe("en");
    expect(pickLocale("fr;q=abc,;q=1,*")).toBe("en");
  });
});
