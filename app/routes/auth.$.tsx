import type { HeadersFunction, LoaderFunctionArgs } from "@remix-run/node";
import { boundary } from "@shopify/shopify-app-remix/server";
import { fromAuth } from "~/authenticate.server";

/** The library answers every address under /auth itself, by throwing its response. */
export async function loader({ request }: LoaderFunctionArgs) {
  await fromAuth(request);
  return null;
}

export const headers: HeadersFunction = (args) => boundary.headers(args);
