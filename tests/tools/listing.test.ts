import { existsSync, globSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { inflateSync } from "node:zlib";
import { parse } from "smol-toml";
import { expect, it } from "vitest";
import { projectRoot } from "../../scripts/postgres-binaries.ts";

/* What is written for the app store agrees with the configuration that is deployed and with the files beside it. */

const folder = path.join(projectRoot, "docs/listing");
const page = (name: string) => readFileSync(path.join(folder, name), "utf8");
const pages = readdirSync(folder).filter((name) => name.endsWith(".md"));
const settings = parse(readFileSync(path.join(projectRoot, "shopify.app.toml"), "utf8")) as {
  access_scopes: { scopes: string };
  webhooks: { subscriptions: { compliance_topics?: string[] }[] };
};
const scopes = settings.access_scopes.scopes.split(",");

/** Rows of the table that begins below a heading cell, as their cells; without its head. */
function tableUnder(text: string, firstHead: string): string[][] {
  const lines = text.split("\n");
  const head = lines.findIndex((line) => line.startsWith(`| ${firstHead} `));
  if (head === -1) throw new Error(`no table begins with ${firstHead}`);
  const rest = lines.slice(head + 2);
  const end = rest.findIndex((line) => !line.startsWith("|"));
  return rest.slice(0, end === -1 ? undefined : end).map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const listing = new Map(
  tableUnder(page("README.md"), "Field").map(([field = "", text = ""]) => [field, text]),
);

it("each scope the app asks for is justified by one line, and no other", () => {
  const lines = tableUnder(page("scopes.md"), "Scope");
  expect(lines.map(([scope]) => scope).sort()).toEqual(scopes.map((scope) => `\`${scope}\``).sort());
  for (const [scope, ...why] of lines) {
    expect(why, scope).toHaveLength(3);
    expect(
      why.filter((cell) => cell.length < 10),
      scope,
    ).toEqual([]);
    // What it is used by is there to be looked at.
    const named = [...(why[1] ?? "").matchAll(/`([\w./-]+\.graphql|(?:app|extensions)\/[\w./-]+)`/g)];
    expect(named.length, scope).toBeGreaterThan(0);
    for (const [, name = ""] of named) {
      const found = name.endsWith(".graphql")
        ? globSync(`app/**/${name}`, { cwd: projectRoot })
        : existsSync(path.join(projectRoot, name)) && [name];
      expect(found, `${scope}: ${name}`).toHaveLength(1);
    }
  }
  const [, declined = ""] = /^Not asked for: (.+)$/m.exec(page("scopes.md")) ?? [];
  expect(scopes.filter((scope) => declined.includes(`\`${scope}\``))).toEqual([]);
});

it("each privacy request the app is subscribed to is described, and no other", () => {
  const asked = settings.webhooks.subscriptions.flatMap((one) => one.compliance_topics ?? []);
  const lines = tableUnder(page("scopes.md"), "Topic");
  expect(lines.map(([topic]) => topic).sort()).toEqual(asked.map((topic) => `\`${topic}\``).sort());
  expect(asked).toHaveLength(3);
});

it("support, the privacy policy and the price are stated, and what is linked is there", () => {
  expect(listing.get("Support")).toMatch(/\S+@\S+\.\w+/);
  expect(listing.get("Emergency contact")).toMatch(/\S+@\S+\.\w+/);
  expect(listing.get("Privacy policy")).toContain("(privacy-policy.md)");
  expect(page("privacy-policy.md")).toMatch(/^## Contact\n\n\S+@\S+\.\w+/m);
  expect(listing.get("Pricing")).toMatch(/^(Free|\d)/);
  expect(page("README.md")).toMatch(/^## Pricing\n\n\S/m);
  for (const name of pages) {
    const links = [...page(name).matchAll(/\]\((?!https?:|#|mailto:)([^)#]+)/g)].map(([, to = ""]) => to);
    expect(
      links.filter((to) => !existsSync(path.join(folder, to))),
      name,
    ).toEqual([]);
  }
});

/** Width and height of a PNG whose every part is there; throws at one that was cut off or damaged. */
function sizeOfPng(file: string): { width: number; height: number } {
  const bytes = readFileSync(file);
  expect(bytes.subarray(0, 8).toString("hex"), file).toBe("89504e470d0a1a0a");
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  const parts: Buffer[] = [];
  let type = "";
  for (let at = 8; type !== "IEND"; ) {
    const length = bytes.readUInt32BE(at);
    type = bytes.toString("latin1", at + 4, at + 8);
    if (type === "IDAT") parts.push(bytes.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  const bytesPerPixel = { 2: 3, 6: 4 }[bytes[25] ?? 0] ?? Number.NaN;
  expect(inflateSync(Buffer.concat(parts)), file).toHaveLength(height * (1 + width * bytesPerPixel));
  return { width, height };
}

it("its pictures are those the tour takes, whole, and each has a caption", () => {
  const tour = readFileSync(path.join(projectRoot, "tests/browser/tour.test.ts"), "utf8");
  const taken = [...tour.matchAll(/tourPicture\([^)]*?"([\w-]+)"/g)].map(([, name = ""]) => `${name}.png`);
  expect(readdirSync(path.join(projectRoot, "docs/tour")).sort()).toEqual(taken.sort());
  const lines = tableUnder(page("README.md"), "Picture");
  const shown = lines.map(
    ([picture = ""]) => /^!\[\]\(\.\.\/tour\/([\w-]+\.png)\)$/.exec(picture)?.[1] ?? picture,
  );
  expect(shown.length).toBeGreaterThanOrEqual(3);
  expect(new Set(shown).size).toBe(shown.length);
  expect(shown.filter((name) => !taken.includes(name))).toEqual([]);
  expect(lines.filter(([, caption = ""]) => caption.length < 10)).toEqual([]);
  for (const name of taken) {
    const { width, height } = sizeOfPng(path.join(projectRoot, "docs/tour", name));
    // A phone's is the narrowest.
    expect(Math.min(width, height), name).toBeGreaterThanOrEqual(390);
  }
});
