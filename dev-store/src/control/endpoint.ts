import { fields, type Incoming, json, type Reply } from "../http.ts";
import type { Platform } from "../platform.ts";
import { ControlBody } from "./body.ts";
import { checkoutCalls } from "./checkout-calls.ts";
import { doorCalls } from "./door-calls.ts";
import { orderCalls } from "./order-calls.ts";
import { pastCalls } from "./past-calls.ts";
import { shopCalls } from "./shop-calls.ts";
import { webhookCalls } from "./webhook-calls.ts";

const calls = { ...shopCalls, ...orderCalls, ...pastCalls, ...webhookCalls, ...checkoutCalls, ...doorCalls };
const readable = new Set(["state", "orders/list", "deliveries", "calls", "carrier", "mail"]);

/** `/control/<name>`: tests and the page of doors make things happen here. */
export async function controlEndpoint(platform: Platform, request: Incoming): Promise<Reply> {
  const name = request.url.pathname.slice("/control/".length);
  const call = Object.hasOwn(calls, name) ? calls[name] : undefined;
  if (!call) return json(404, { error: `There is no control call ${name}.` });
  const reading = request.method === "GET" && readable.has(name);
  if (!reading && request.method !== "POST") return json(405, { error: "Control calls are posted." });
  // A page elsewhere must not steer the dev store by a form, which cannot send this type.
  const isJson =
    request.body.length === 0 || /^application\/json/.test(request.headers["content-type"] ?? "");
  if (!isJson || isForeign(request))
    return json(415, { error: "Control calls carry JSON from this origin." });
  const values = reading
    ? Object.fromEntries(request.url.searchParams)
    : fields({ ...request, headers: { "content-type": "application/json" } });
  if (!values) return json(400, { error: "The body is not a JSON object." });
  try {
    return json(200, (await call(platform, new ControlBody(values))) ?? {});
  } catch (error) {
    return json(400, { error: error instanceof Error ? error.message : "refused" });
  }
}

function isForeign(request: Incoming): boolean {
  const { origin, host } = request.headers;
  return origin !== undefined && origin !== `http://${host}`;
}
