import { fileURLToPath } from "node:url";
import type { ServerBuild } from "@remix-run/node";
import { serve } from "./server";

// The pages' build stands beside this file once both are built; its path is no import of the bundle.
const pages = new URL("./server/index.js", import.meta.url).href;
const build = (await import(pages)) as ServerBuild;
const web = await serve(build, fileURLToPath(new URL("./client", import.meta.url)));

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.once(signal, () => {
    web.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  });
}
