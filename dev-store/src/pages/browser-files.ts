import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { Reply } from "../http.ts";

const scripts = new Set(["/admin-frame.js", "/admin.js"]);

const sheets = ["base.css", "admin.css", "pages.css", "narrow.css"];
const read = (name: string) => readFileSync(new URL(`../browser/${name}`, import.meta.url), "utf8");

let appBridge: Promise<string> | null = null;

/** App Bridge has to be one classic script, so its modules are joined once per start. */
async function joinAppBridge(): Promise<string> {
  const entry = fileURLToPath(new URL("../browser/app-bridge/main.js", import.meta.url));
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: "iife",
    target: "es2022",
    logLevel: "silent",
  });
  const [file] = outputFiles;
  if (!file) throw new Error("App Bridge could not be built.");
  return file.text;
}

/** Scripts and styles for browsers, or null. */
export async function browserFile(pathname: string): Promise<Reply | null> {
  if (pathname === "/app-bridge.js") {
    appBridge ??= joinAppBridge();
    return found("text/javascript", await appBridge);
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
