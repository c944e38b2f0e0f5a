import { expect, it } from "vitest";
import { formFields } from "./form-fields";

const post = (body: BodyInit, type?: string) =>
  new Request("https://app.example/x", {
    method: "POST",
    body,
    ...(type && { headers: { "content-type": type } }),
  });

it("gives the last of each field", async () => {
  expect(await formFields(post(new URLSearchParams("a=1&a=2&b=3")))).toEqual({ a: "2", b: "3" });
  expect(await formFields(post(new URLSearchParams("")))).toEqual({});
});

it.each([
  ["JSON", post('{"a":1}', "application/json")],
  ["a broken multipart body", post("--x\r\nbroken", "multipart/form-data; boundary=x")],
  ["no type", post(new Uint8Array([1]))],
])("gives null for %s", async (_name, request) => {
  expect(await formFields(request)).toBeNull();
});
