import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";

const app = path.resolve(import.meta.dirname, "../../app");

/** Where the calendar's clock is right: these compare with an instant somebody else has named. */
const instantsOfOthers = [
  // Retry-After as a date.
  "gateways/shopify/admin-answers.ts",
  // The end of a token's life.
  "gateways/shopify/offline-token.server.ts",
  "sessions.server.ts",
  // The time a row was stored at.
  "orders/jobs.server.ts",
];

it("durations and ages are taken from the monotonic clock: the other one may be put back", () => {
  const users = readdirSync(app, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
    .filter((file) => readFileSync(path.join(app, file), "utf8").includes("Date.now()"));
  expect(users.toSorted()).toEqual(instantsOfOthers.toSorted());
});
