import { expect, it } from "vitest";
import { withoutKey } from "./logged-path";

it("a logged path ends before the key in it", () => {
  expect(withoutKey("/carrier/secret")).toBe("/carrier/*");
  expect(withoutKey("/f/secret")).toBe("/f/*");
  expect(withoutKey("//f/secret/more%0aand more")).toBe("/f/*");
  expect(withoutKey("/f/\nsecret")).toBe("/f/*");
  expect(withoutKey("/app/providers")).toBe("/app/providers");
});
