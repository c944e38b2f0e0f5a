import { expect, it } from "vitest";
import { within } from "./within";

it("gives an answer in time, throws a failure in time, and says late of what never comes", async () => {
  expect(await within(Promise.resolve(7), 10_000)).toBe(7);
  await expect(within(Promise.reject(new Error("no")), 10_000)).rejects.toThrow("no");
  expect(await within(new Promise(() => {}), 5)).toBe("late");
});

it("leaves no failure behind that comes after its time", async () => {
  const failing = new Promise((_, reject) => setTimeout(() => reject(new Error("too late")), 20));
  expect(await within(failing, 1)).toBe("late");
  await expect(failing).rejects.toThrow("too late");
});
