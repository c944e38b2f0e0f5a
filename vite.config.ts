import { fileURLToPath } from "node:url";
import { vitePlugin as remix } from "@remix-run/dev";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [
    remix({
      appDirectory: "app",
      buildDirectory: "build",
      future: {
        v3_fetcherPersist: true,
        v3_lazyRouteDiscovery: true,
        v3_relativeSplatPath: true,
        v3_routeConfig: true,
        // Token exchange answers with bare Responses that single fetch does not pass through.
        v3_singleFetch: false,
        v3_throwAbortReason: true,
      },
    }),
  ],
  resolve: {
    alias: { "~": fileURLToPath(new URL("./app", import.meta.url)) },
  },
  build: {
    // An inlined asset becomes a data: URL, which the content security policy does not allow.
    assetsInlineLimit: 0,
    target: "es2022",
  },
});
