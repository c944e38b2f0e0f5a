import { readFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

const script = readFileSync(path.resolve(import.meta.dirname, "../assets/promise.js"), "utf8");

const express = {
  name: "Express",
  carrier: "Kestrel Express",
  from: "2026-12-03",
  by: "2026-12-05",
  duties: "merchant",
};
const economy = { ...express, carrier: "Lotus Consolidated", from: "2026-12-08", by: "2026-12-14" };

let asked: string[];
beforeEach(() => {
  asked = [];
});
afterEach(() => vi.unstubAllGlobals());

/** A product page whose block asks an app that answers this. */
async function shown(
  answer: unknown,
  { status = 200, data = {} }: { status?: number; data?: Record<string, string> } = {},
): Promise<HTMLElement> {
  const block = document.createElement("div");
  Object.assign(block.dataset, {
    ...{ fairleadPromise: "", root: "/de", country: "DE", currency: "EUR", locale: "de" },
    ...{ grams: "480", price: "3250", merchant: "Zölle inbegriffen.", buyer: "Zölle möglich." },
    ...{
      delivered: "Lieferung nach Deutschland: [days] mit [carrier].",
      sooner: "Schneller mit [carrier]: [days]",
    },
    ...data,
  });
  block.setAttribute("aria-busy", "true");
  document.body.replaceChildren(block);
  vi.stubGlobal("fetch", async (address: string) => {
    asked.push(address);
    if (answer instanceof Error) throw answer;
    return { ok: status === 200, json: async () => answer };
  });
  // The platform loads the asset as a classic script.
  new Function(script)();
  await vi.waitFor(() => expect(block.hasAttribute("aria-busy")).toBe(false));
  return block;
}

const lines = (block: HTMLElement) => [...block.querySelectorAll("p")].map((line) => line.textContent);

describe("the promise on a product page", () => {
  it("asks through the store's own domain, in the buyer's country, currency and language", async () => {
    await shown({ options: [express] });
    expect(asked).toEqual([
      "/de/apps/fairlead/promise?country=DE&currency=EUR&locale=de&grams=480&price=3250",
    ]);
    await shown({ options: [express] }, { data: { root: "/" } });
    expect(asked[1]).toMatch(/^\/apps\/fairlead\/promise\?/);
  });

  it("says when, with whom, and who pays duties", async () => {
    const block = await shown({ options: [express] });
    expect(lines(block)).toEqual([
      "Lieferung nach Deutschland: 3.–5. Dez. mit Kestrel Express. Zölle inbegriffen.",
    ]);
    expect(block.hidden).toBe(false);
    expect([...block.querySelectorAll("bdi")].map((one) => one.textContent)).toEqual([
      "3.–5. Dez.",
      "Kestrel Express",
    ]);
  });

  it("names a sooner way as a second line, and says nothing of duties nobody has named", async () => {
    const block = await shown({ options: [{ ...economy, duties: "unknown" }, express] });
    expect(lines(block)).toEqual([
      "Lieferung nach Deutschland: 8.–14. Dez. mit Lotus Consolidated.",
      "Schneller mit Kestrel Express: 3.–5. Dez.",
    ]);
  });

  it("shows a carrier's name as text, whatever stands in it", async () => {
    const block = await shown({ options: [{ ...express, carrier: "<img src=x onerror=alert(1)>" }] });
    expect(block.querySelector("img")).toBeNull();
    expect(block.textContent).toContain("<img src=x onerror=alert(1)>");
  });

  it.each<[string, unknown, number]>([
    ["nothing is offered", { options: [] }, 200],
    ["the app refuses", { options: [express] }, 401],
    ["the app is out of reach", new TypeError("network"), 200],
    ["the answer is none", null, 200],
  ])("takes no place when %s", async (_when, answer, status) => {
    const block = await shown(answer, { status });
    expect(block.hidden).toBe(true);
    expect(block.childElementCount).toBe(0);
  });
});
