import { expect, it } from "vitest";
import { turnstile } from "./turnstile";

/** Work that runs until it is told to end. */
function held() {
  let end = () => {};
  const done = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { work: () => done.then(() => "done"), end };
}

it("runs so many at once, the rest in order, and refuses past the waiting room", async () => {
  const through = turnstile({ atOnce: 2, waiting: 1 });
  const [a, b, c] = [held(), held(), held()];
  const order: string[] = [];
  const first = [a, b].map((one) => through(one.work));
  const third = through(async () => {
    order.push("third began");
    return c.work();
  });
  expect(await through(async () => "fourth")).toBeNull();
  expect(order).toEqual([]);
  a.end();
  await first[0];
  await Promise.resolve();
  expect(order).toEqual(["third began"]);
  b.end();
  c.end();
  expect(await Promise.all([...first, third])).toEqual(["done", "done", "done"]);
  expect(await through(async () => "again")).toBe("again");
});

it("hands the place on when work fails", async () => {
  const through = turnstile({ atOnce: 1, waiting: 5 });
  const failing = through(async () => {
    throw new Error("broken");
  });
  const next = through(async () => "next");
  await expect(failing).rejects.toThrow("broken");
  expect(await next).toBe("next");
});
