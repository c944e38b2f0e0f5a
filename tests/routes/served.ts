import type { ServerBuild } from "@remix-run/node";
import * as entry from "../../app/entry.server";
import { pageWays } from "./route-list";

/**
 * The pages' build without a bundler: the modules and places of the route list under the app's own entry. What runs is
 * the framework's request handling as in the product; only the addresses of the browser's files are made up.
 */
export function assembledBuild(): ServerBuild {
  const places = pageWays.map(({ id, parentId, segment, index, module }) => {
    const place = {
      id,
      ...(parentId !== undefined && { parentId }),
      path: segment ?? "",
      ...(index && { index }),
    };
    return { ...place, module };
  });
  const manifest = places.map(({ module, ...place }) => ({
    ...place,
    module: `/assets/${place.id}.js`,
    hasLoader: module.loader !== undefined,
    hasAction: module.action !== undefined,
    hasClientLoader: false,
    hasClientAction: false,
    hasErrorBoundary: false,
  }));
  const byId = <T extends { id: string }>(list: T[]) => Object.fromEntries(list.map((one) => [one.id, one]));
  return {
    mode: "production",
    entry: { module: entry },
    routes: byId(places) as ServerBuild["routes"],
    assets: {
      entry: { module: "/assets/entry.js", imports: [] },
      routes: byId(manifest),
      url: "/assets/manifest.js",
      version: "test",
    },
    publicPath: "/",
    assetsBuildDirectory: "build/client",
    future: {
      v3_fetcherPersist: true,
      v3_relativeSplatPath: true,
      v3_throwAbortReason: true,
      v3_lazyRouteDiscovery: true,
      v3_singleFetch: false,
      v3_routeConfig: true,
      unstable_optimizeDeps: false,
    } as ServerBuild["future"],
    isSpaMode: false,
  };
}
