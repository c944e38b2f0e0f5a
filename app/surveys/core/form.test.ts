import { describe, expect, it } from "vitest";
import { formCount, formFor, formLength, formOf } from "./form";
import { currentVersion, dimensions, items } from "./item-bank";

const ids = (form: { id: string }[]) => form.map((item) => item.id);
const forms = Array.from({ length: formCount }, (_, k) => ids(formOf(k)));

describe("the 21 forms", () => {
  it("have five different statements each, the promised date among them", () => {
    for (const form of forms) {
      expect(new Set(form).size).toBe(formLength);
      expect(form).toContain("R1");
    }
  });

  it("ask every other statement equally often, and no two of them together in every form", () => {
    for (const { id } of items.filter((item) => item.id !== "R1")) {
      expect(forms.filter((form) => form.includes(id))).toHaveLength(4);
    }
    for (const a of items) {
      for (const b of items.filter((item) => item.id > a.id && item.id !== "R1" && a.id !== "R1")) {
        expect(forms.filter((form) => form.includes(a.id) && form.includes(b.id)).length).toBeLessThan(4);
      }
    }
  });

  it("touch at least four dimensions each", () => {
    for (let k = 0; k < formCount; k++) {
      expect(new Set(formOf(k).map((item) => item.dimension)).size).toBeGreaterThanOrEqual(4);
    }
  });
});

describe("an order's form", () => {
  const order = (at: number) => String(6_100_000_000_000 + at * 32_768);

  it("is the same every time it is asked for, and another under another version", () => {
    expect(formFor("7000000000001", currentVersion)).toEqual(formFor("7000000000001", currentVersion));
    const moved = Array.from({ length: 50 }, (_, at) => order(at)).filter(
      (id) => ids(formFor(id, currentVersion)).join() !== ids(formFor(id, "delivery-2")).join(),
    );
    expect(moved.length).toBeGreaterThan(40);
  });

  it("comes as often as every other, also when order ids follow each other", () => {
    const buyers = 21_000;
    const asked = new Map<string, number>();
    for (let at = 0; at < buyers; at++) {
      for (const id of ids(formFor(order(at), currentVersion))) asked.set(id, (asked.get(id) ?? 0) + 1);
    }
    expect(asked.get("R1")).toBe(buyers);
    // 4 in 21 of 21,000 buyers are 4,000, give or take four standard deviations of 57.
    for (const { id } of items.filter((item) => item.id !== "R1")) {
      expect(Math.abs((asked.get(id) ?? 0) - 4_000), id).toBeLessThan(230);
    }
  });

  it("shows the anchor at every place equally often", () => {
    const places = Array.from({ length: 5_000 }, (_, at) =>
      ids(formFor(order(at), currentVersion)).indexOf("R1"),
    );
    for (let place = 0; place < formLength; place++) {
      expect(Math.abs(places.filter((one) => one === place).length - 1_000)).toBeLessThan(120);
    }
  });
});

it("the bank has 4, 5, 4, 4 and 5 statements, eight of them the shop's", () => {
  expect(dimensions.map((dimension) => items.filter((item) => item.dimension === dimension).length)).toEqual([
    4, 5, 4, 4, 5,
  ]);
  const shops = items.filter((item) => item.actor === "shop").map((item) => item.id);
  expect(shops.sort()).toEqual(["A4", "E2", "E5", "R2", "R5", "S3", "T1", "T3"]);
});
