import { existsSync, globSync, readFileSync } from "node:fs";
import { validate } from "dockerfile-utils";
import { expect, it } from "vitest";
import { parse } from "yaml";

type Service = { environment?: Record<string, string | null>; [key: string]: unknown };
const compose = parse(readFileSync("compose.yaml", "utf8"), { merge: true }) as {
  services: Record<string, Service>;
};
const dockerfile = readFileSync("Dockerfile", "utf8");

it("the Dockerfile is valid, runs as nobody special and says whether it is well", () => {
  const found = validate(dockerfile).map(({ message, range }) => `${range.start.line + 1}: ${message}`);
  expect(found).toEqual([]);
  const image = dockerfile.slice(dockerfile.lastIndexOf("FROM "));
  expect(image).toMatch(/^USER node$/m);
  expect(image).toMatch(/^HEALTHCHECK /m);
});

it("what the Dockerfile copies from the project is there, and node is the one the project pins", () => {
  const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, names = ""]) =>
    names.split(" "),
  );
  expect(copied.filter((name) => !existsSync(name))).toEqual([]);
  const kept = [...dockerfile.matchAll(/\/src\/(prisma\/\S+)/g)].map(([, name = ""]) => name);
  expect(kept.filter((name) => !existsSync(name))).toEqual([]);
  // What the migration imports of its own folder must be kept, too.
  const imported = globSync(kept.filter((name) => name.endsWith(".ts"))).flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/from "\.\/(.+)"/g)].map(([, name = ""]) => `prisma/${name}`),
  );
  expect(kept).toEqual(expect.arrayContaining(imported));
  const { devDependencies } = JSON.parse(readFileSync("package.json", "utf8")) as {
    devDependencies: Record<string, string>;
  };
  expect(dockerfile.match(/^FROM node:([\d.]+)-/gm)).toEqual([
    `FROM node:${devDependencies.node}-`,
    `FROM node:${devDependencies.node}-`,
  ]);
});

it("each container of compose.yaml is given variables the app knows, and the owner's password reaches two alone", () => {
  const example = readFileSync(".env.example", "utf8");
  const known = [...example.matchAll(/^(?:# )?([A-Z_]+)=/gm)].map(([, name = ""]) => name);
  const { web, worker, ...others } = compose.services;
  for (const process of [web, worker]) {
    const names = Object.keys(process?.environment ?? {});
    expect(names.length).toBeGreaterThan(5);
    expect(names.filter((name) => !known.includes(name))).toEqual([]);
    expect(JSON.stringify(process)).not.toContain("OWNER");
    expect(process).toMatchObject({ read_only: true, cap_drop: ["ALL"] });
  }
  const told = Object.entries(others).filter(([, service]) =>
    JSON.stringify(service).includes("OWNER_PASSWORD"),
  );
  expect(told.map(([name]) => name)).toEqual(["database", "migrate"]);
});
