import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FilledShop, filledShop } from "../support/filled-shop";
import { fileDatabase } from "../support/postgres";
import { prepareQueues } from "../support/run-jobs";
import { idToken } from "../support/shops";
import { hashTables } from "../support/table-hashes";
import { answerOf, requestOf } from "./ask";
import { guardedHandlers } from "./foreign-ids";
import type { PageWay } from "./route-list";
import { threats } from "./threats";

let client: pg.Client;
let shop: FilledShop;

beforeAll(async () => {
  client = new pg.Client({ connectionString: fileDatabase().superuserUrl });
  await client.connect();
  await prepareQueues();
  shop = await filledShop("markofinput");
});
afterAll(() => client.end());

const actions = guardedHandlers.filter(({ handler }) => handler === "action");
const withForm = actions.filter(({ way }) => threats[way.id]?.handlers.action?.form);
const sampleOf = (way: PageWay) => threats[way.id]?.handlers.action?.form ?? {};

type Body = { body: BodyInit; type?: string };

/** Sends a body of any kind to an action as the owner. */
async function send(way: PageWay, { body, type }: Body) {
  const template = requestOf(way, "action", { token: idToken(shop.shop, { subject: shop.owner }) });
  const headers = new Headers(template.headers);
  headers.delete("content-type");
  if (type) headers.set("content-type", type);
  const response = await answerOf(
    way,
    "action",
    new Request(template.url, { method: "POST", headers, body }),
  );
  return { status: response.status, body: await response.text() };
}

const fields = (values: Record<string, string> | [string, string][]): Body => ({
  body: new URLSearchParams(values),
});
const raw = (body: string | Uint8Array<ArrayBuffer>, type = "application/x-www-form-urlencoded"): Body => ({
  body,
  type,
});

function upload(sample: Record<string, string>): Body {
  const form = new FormData();
  for (const name of Object.keys(sample)) form.set(name, new Blob(["x"]), "x.txt");
  return { body: form };
}

/** What no form of ours sends, each made from one that is right. */
const spoiled: Record<string, (sample: Record<string, string>) => Body[]> = {
  "nothing at all": () => [fields({}), raw("")],
  "a field missing": (sample) =>
    Object.keys(sample)
      .filter((name) => name !== "intent")
      .map((name) => fields(Object.entries(sample).filter(([other]) => other !== name))),
  "a field nobody asked for": (sample) =>
    ["shopId", "shop", "id", "__proto__", "constructor", "staff"].map((name) =>
      fields([...Object.entries(sample), [name, "1"]]),
    ),
  "another intent": (sample) =>
    ["delete-shop", "", "set-name ", "CHANGE-ROLE"].map((intent) => fields({ ...sample, intent })),
  "fields as lists and objects": (sample) =>
    Object.keys(sample).flatMap((name) => [
      fields([...Object.entries(sample).filter(([other]) => other !== name), [`${name}[]`, "a"]]),
      fields([...Object.entries(sample).filter(([other]) => other !== name), [`${name}[$ne]`, "a"]]),
    ]),
  "files in place of texts": (sample) => [upload(sample)],
  "a megabyte of text": (sample) =>
    Object.keys(sample).map((name) => fields({ ...sample, [name]: "x".repeat(1024 * 1024) })),
  NUL: (sample) => Object.keys(sample).map((name) => fields({ ...sample, [name]: "a\u0000b" })),
  "half a surrogate pair and invalid UTF-8": (sample) =>
    Object.keys(sample).map((name) => {
      const others = new URLSearchParams(Object.entries(sample).filter(([other]) => other !== name));
      return raw(`${others}&${name}=%ED%A0%80%FF%00`);
    }),
  "control and direction characters alone": (sample) =>
    Object.keys(sample).map((name) => fields({ ...sample, [name]: "\u202e\u0007\u001b[2J" })),
  "JSON and other types": (sample) => [
    raw(JSON.stringify(sample), "application/json"),
    raw(JSON.stringify(sample), "text/plain"),
    raw("--x\r\nbroken", "multipart/form-data; boundary=x"),
    raw("--x\r\nbroken", "multipart/form-data"),
    raw(new Uint8Array([0xff, 0xfe, 0x00]), "application/octet-stream"),
    { body: new Uint8Array([1, 2, 3]) },
  ],
};

describe.each(withForm)("the $name", ({ way }) => {
  it.each(Object.keys(spoiled))("given %s answers with a problem and writes nothing", async (kind) => {
    const before = await hashTables(client);
    const bodies = spoiled[kind]?.(sampleOf(way)) ?? [];
    expect(bodies.length).toBeGreaterThan(0);
    for (const body of bodies) {
      const answer = await send(way, body);
      // 404: the address of the sample names nothing that is there.
      expect([400, 404, 413, 415, 422], answer.body.slice(0, 200)).toContain(answer.status);
      const { errors = {}, ...problem } = JSON.parse(answer.body) as { errors?: Record<string, unknown> };
      const code = /^[a-z]+(-[a-z]+)*$/;
      expect(problem).toEqual({ ok: false, problem: expect.stringMatching(code) });
      // A form with many fields says for each what is wrong: codes, never what was sent.
      for (const each of Object.values(errors)) expect(each).toEqual(expect.stringMatching(code));
    }
    expect(await hashTables(client)).toEqual(before);
  });

  it("takes the last of a field sent twice, or refuses both", async () => {
    const sample = sampleOf(way);
    const answer = await send(way, fields([...Object.entries(sample), ...Object.entries(sample)]));
    expect(answer.status).toBeLessThan(500);
  });
});

describe("query and path", () => {
  const odd = [
    "",
    "\u0000",
    "%",
    "' OR 1=1 --",
    "../../etc/passwd",
    "x".repeat(8_000),
    "\ud800",
    "[object Object]",
    "-1",
    "0199b6a0-0000-7000-8000-00000000000g",
    "------------------------------------",
  ];
  const loaders = guardedHandlers.filter(({ way, handler }) => {
    const takes = threats[way.id]?.handlers[handler];
    return handler === "loader" && (takes?.path || takes?.query);
  });

  it.each(loaders)("of the $name may be anything and are never a 500", async ({ way, handler }) => {
    const before = await hashTables(client);
    const { path, query } = threats[way.id]?.handlers[handler] ?? {};
    const token = idToken(shop.shop, { subject: shop.owner });
    for (const value of odd) {
      const fill = (names: object | undefined) =>
        Object.fromEntries(Object.keys(names ?? {}).map((name) => [name, value]));
      // The framework hands over a decoded part of the path, so it is given as it is.
      const asked = { query: { ...fill(query), locale: value, _data: value }, token };
      const answer = await answerOf(way, handler, requestOf(way, handler, asked), fill(path));
      expect([200, 404], `${JSON.stringify(value.slice(0, 40))}: ${answer.status}`).toContain(answer.status);
    }
    expect(await hashTables(client)).toEqual(before);
  });
});
