import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { Reply } from "../http.ts";

const scripts = new Set(["/admin-frame.js", "/admin.js"]);
const sheets = ["base.css", "admin.css", "pages.css", "buyer.css", "narrow.css"];

/** Scripts of several modules, joined once per start. App Bridge and the sandbox have to be classic scripts. */
const joined: Record<string, { entry: string; format: "iife" | "esm" }> = {
  "/app-bridge.js": { entry: "app-bridge/main.js", format: "iife" },
  "/extension-host.js": { entry: "extensions/host.js", format: "esm" },
  "/extension-worker.js": { entry: "extensions/worker.js", format: "iife" },
  "/extension-sandbox.js": { entry: "extensions/sandbox.js", format: "iife" },
};
const texts = new Map<string, Promise<string>>();

const at = (name: string) => new URL(`../browser/${name}`, import.meta.url);
const read = (name: string) => readFileSync(at(name), "utf8");

async function join({ entry, format }: { entry: string; format: "iife" | "esm" }): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(at(entry))],
    bundle: true,
    write: false,
    format,
    target: "es2022",
    jsx: "automatic",
    jsxImportSource: "preact",
    logLevel: "silent",
  });
  const [file] = outputFiles;
  if (!file) throw new Error(`${entry} could not be built.`);
  return file.text;
}

/** Scripts and styles for browsers, or null. */
export async function browserFile(pathname: string): Promise<Reply | null> {
  const parts = Object.hasOwn(joined, pathname) ? joined[pathname] : undefined;
  if (parts) {
    const text = texts.get(pathname) ?? join(parts);
    texts.set(pathname, text);
    return found("text/javascript", await text);
  }
  if (pathname === "/style.css") return found("text/css", sheets.map(read).join("\n"));
  return scripts.has(pathname) ? found("text/javascript", read(pathname.slice(1))) : null;
}

function found(type: string, body: string): Reply {
  // The app's documents load App Bridge from their own origin's pages.
  const headers = {
    "content-type": `${type}; charset=utf-8`,
    "cross-origin-resource-policy": "cross-origin",
    "cache-control": "no-cache",
  };
  return { status: 200, headers, body };
}
