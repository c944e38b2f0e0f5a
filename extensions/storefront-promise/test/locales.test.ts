import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";

const folder = path.resolve(import.meta.dirname, "..");
const read = (file: string) => JSON.parse(readFileSync(path.join(folder, file), "utf8")) as object;
const block = readFileSync(path.join(folder, "blocks/promise.liquid"), "utf8");

/** Every key with its text: "promise.delivered". */
function textsIn(tree: object, at = ""): [string, string][] {
  return Object.entries(tree).flatMap(([name, value]): [string, string][] =>
    typeof value === "string" ? [[at + name, value]] : textsIn(value as object, `${at}${name}.`),
  );
}
const variablesIn = (text: string) => [...text.matchAll(/\{\{ (\w+) \}\}/g)].map((one) => one[1]).sort();

const files = globSync("locales/*.json", { cwd: folder }).filter((file) => !file.includes(".schema."));
const english = textsIn(read("locales/en.default.json"));

describe("the words of the block", () => {
  it("exist in eight languages, named as themes name them", () => {
    const names = files.map((file) => path.basename(file, ".json")).sort();
    expect(names).toEqual(["ar", "de", "en.default", "es", "fr", "ja", "pt-BR", "zh-CN"]);
  });

  it.each(files)("have in %s the same keys with the same variables, and nothing empty", (file) => {
    const told = (list: [string, string][]) => list.map(([key, text]) => [key, variablesIn(text)]).sort();
    expect(told(textsIn(read(file)))).toEqual(told(english));
    for (const [, text] of textsIn(read(file))) expect(text.trim()).not.toBe("");
  });

  it("are all used by the block, which asks for none that is missing", () => {
    const asked = [...block.matchAll(/'([\w.]+)' \| t/g)].map((one) => one[1]).sort();
    expect(asked).toEqual(english.map(([key]) => key).sort());
  });

  it("name the block for the merchant in every language of the admin", () => {
    for (const file of ["en.default", "zh-CN", "de", "es"])
      expect(textsIn(read(`locales/${file}.schema.json`)).map(([key]) => key)).toEqual(["block.name"]);
  });
});
