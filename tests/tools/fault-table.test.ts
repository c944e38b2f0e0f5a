import { existsSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { faultTable } from "../faults/fault-table";

const root = path.resolve(import.meta.dirname, "../..");

it("every fault stands in the table once and names tests that are there, or says why it has none", () => {
  expect(new Set(faultTable.map(({ fault }) => fault)).size).toBe(faultTable.length);
  for (const { fault, tests, open } of faultTable) {
    for (const file of tests) expect.soft(existsSync(path.join(root, file)), file).toBe(true);
    if (tests.length === 0) expect(open, fault).toBeTruthy();
  }
});
