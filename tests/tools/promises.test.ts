import { existsSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { promises } from "../faults/promises";

const root = path.resolve(import.meta.dirname, "../..");

it("every promise names tests that are there, or says why it has none", () => {
  const numbers = promises.map(({ number }) => number);
  expect(numbers).toEqual([...new Set(numbers)].toSorted((a, b) => a - b));
  for (const { tests, open } of promises) {
    for (const { file } of tests) expect.soft(existsSync(path.join(root, file)), file).toBe(true);
    if (tests.length === 0) expect(open).toBeTruthy();
  }
});
