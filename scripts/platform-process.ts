import path from "node:path";
import { environmentUnderPlatform } from "./platform-settings.ts";
import { projectRoot } from "./postgres-binaries.ts";

// What the commands of shopify.web.toml start: one of the app's two processes, in this one.
const [name = ""] = process.argv.slice(2);
const files: Record<string, string> = { web: "server.js", worker: "worker.js" };
const file = files[name];
if (!file) throw new Error(`There is no process ${name}; there are ${Object.keys(files).join(" and ")}.`);
process.env = environmentUnderPlatform(process.env);
await import(path.join(projectRoot, "build", file));
