import type { ActionFunction, LoaderFunction } from "@remix-run/node";
import type { Door } from "../../app/doors/door";
import { doors } from "../../app/doors/doors.server";
import configured from "../../app/routes";

/** What a route module may export of the server's side. */
export type RouteModule = { loader?: LoaderFunction; action?: ActionFunction; default?: unknown };

/** A page or form of the framework: one module. `path` is "" for the root, which every document loads. */
export type PageWay = {
  kind: "page";
  id: string;
  path: string;
  parentId: string | undefined;
  index: boolean;
  segment: string | undefined;
  module: RouteModule;
};
/** A hot path, answered before the framework. */
export type DoorWay = { kind: "door"; id: string; path: string; door: Door };
export type Way = PageWay | DoorWay;

const modules = import.meta.glob<RouteModule>(["../../app/root.tsx", "../../app/routes/*.tsx"], {
  eager: true,
});

/** Every module found on disk by its id: "root" or "routes/name". */
export const routeModules: Readonly<Record<string, RouteModule>> = Object.fromEntries(
  Object.entries(modules).map(([file, module]) => [idOf(file.replace("../../app/", "")), module]),
);

function idOf(file: string): string {
  return file.replace(/\.tsx$/, "");
}

type Configured = (typeof configured)[number];

function walk(routes: Configured[], parentId: string, base: string): PageWay[] {
  return routes.flatMap(({ path: segment, index, file, children }) => {
    const id = idOf(file);
    const module = routeModules[id];
    if (!module) throw new Error(`app/routes.ts names ${file}, which is no module of app/routes`);
    const path = segment ? `${base}/${segment}` : base || "/";
    const way: PageWay = { kind: "page", id, path, parentId, index: index === true, segment, module };
    return [way, ...walk(children ?? [], id, path)];
  });
}

const root: PageWay = {
  kind: "page",
  id: "root",
  path: "",
  parentId: undefined,
  index: false,
  segment: "",
  module: routeModules.root ?? {},
};

/** Every page and form, as app/routes.ts places them. */
export const pageWays: readonly PageWay[] = [root, ...walk(configured, "root", "")];

/** Every way into the web process, made from the code. Files below /assets are the only other thing it serves. */
export const ways: readonly Way[] = [
  ...pageWays,
  ...Object.entries(doors).map(([path, door]): DoorWay => ({ kind: "door", id: `door ${path}`, path, door })),
];

/** The names in a path's dynamic parts: `:id`, or `*` for the rest. */
export function pathParams(path: string): string[] {
  return path
    .split("/")
    .filter((part) => part === "*" || part.startsWith(":"))
    .map((part) => part.replace(/^:/, ""));
}
