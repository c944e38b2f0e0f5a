import { globSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

/** What only the server may know of: its secrets' names, and modules that have no business in a browser. */
const serversOwn = [
  "SHOPIFY_API_SECRET",
  "ENCRYPTION_KEYS",
  "DATABASE_URL",
  "SMTP_URL",
  "createDecipheriv",
  "postgresql://",
  "process.env",
];

it("what browsers load holds nothing of the server's own, and no map of its sources", () => {
  const files = globSync("build/client/**/*.{js,css,map}");
  expect(files.length).toBeGreaterThan(10);
  const found = files.flatMap((file) => {
    const text = readFileSync(file, "utf8");
    return serversOwn.filter((word) => text.includes(word)).map((word) => `${file}: ${word}`);
  });
  expect(found).toEqual([]);
  expect(files.filter((file) => file.endsWith(".map"))).toEqual([]);
});
