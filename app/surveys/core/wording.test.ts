import { describe, expect, it } from "vitest";
import { items } from "./item-bank";
import { languageFor, statementOf, touches, wordings } from "./wording";

const ids = items.map((item) => item.id);

describe.each(Object.entries(wordings))("the statements in %s", (language, wording) => {
  it.each(touches)("are all there as %s, each once, with nothing else", (touch) => {
    expect(Object.keys(wording[touch])).toEqual(ids);
    const texts = Object.values(wording[touch]);
    expect(new Set(texts).size).toBe(ids.length);
    for (const text of texts) expect(text).toBe(text.trim());
  });

  it("say something else before than after, in the language's own script", () => {
    const script = { ar: /\p{Script=Arabic}/u, ja: /[\p{Script=Hiragana}]/u, "zh-Hans": /\p{Script=Han}/u }[
      language
    ];
    for (const id of ids) {
      expect(wording.expectation[id], id).not.toBe(wording.perception[id]);
      expect(wording.expectation[id]).toMatch(script ?? /\p{Script=Latin}/u);
    }
  });
});

it("a buyer's locale finds its language, or English", () => {
  const found = [
    "en-GB",
    "de",
    "de-AT",
    "pt-BR",
    "pt-PT",
    "ar-SA",
    "zh-CN",
    "zh",
    "zh_Hans",
    "ko",
    "",
    "__proto__",
  ];
  expect(found.map(languageFor)).toEqual([
    "en",
    "de",
    "de",
    "pt-BR",
    "pt-BR",
    "ar",
    "zh-Hans",
    "zh-Hans",
    "zh-Hans",
    "en",
    "en",
    "en",
  ]);
  expect(statementOf("R1", "perception", "de-DE")).toBe("Meine Bestellung kam bis zum genannten Datum an.");
});
