import type { PageWay } from "./route-list";
import { pathParams } from "./route-list";

export type Handler = "loader" | "action";

/** The handlers a page has on the server. */
export function handlersOf(way: PageWay): Handler[] {
  return (["loader", "action"] as const).filter((name) => way.module[name]);
}

export type Ask = {
  path?: Record<string, string>;
  query?: Record<string, string>;
  form?: Record<string, string>;
  headers?: Record<string, string>;
  /** The id token, sent as fetch under the admin's frame does. */
  token?: string | undefined;
  method?: string;
};

/** The request a browser would send to this way. */
export function requestOf(way: PageWay, handler: Handler, asked: Ask): Request {
  const path = way.path.replace(/\/(:\w+|\*)/g, (_all, name: string) => {
    return `/${encodeURIComponent(asked.path?.[name.replace(":", "")] ?? "none")}`;
  });
  const url = new URL(path || "/", "http://127.0.0.1:4100");
  for (const [name, value] of Object.entries(asked.query ?? {})) url.searchParams.set(name, value);
  const headers = new Headers(asked.headers);
  if (asked.token !== undefined) headers.set("authorization", `Bearer ${asked.token}`);
  const method = asked.method ?? (handler === "action" ? "POST" : "GET");
  const body = method === "GET" ? null : new URLSearchParams(asked.form ?? {});
  return new Request(url, { method, headers, body });
}

/**
 * What a way answers. A thrown Response is an answer; anything else thrown is what the framework turns into a 500, and
 * its text stands in the body so that a failing test shows it.
 */
export async function answerOf(
  way: PageWay,
  handler: Handler,
  request: Request,
  path: Record<string, string> = {},
) {
  const params = Object.fromEntries(pathParams(way.path).map((name) => [name, path[name] ?? "none"]));
  try {
    const answer: unknown = await way.module[handler]?.({ request, params, context: {} });
    return answer instanceof Response ? answer : Response.json(answer ?? null);
  } catch (thrown) {
    if (thrown instanceof Response) return thrown;
    return new Response(`thrown: ${String(thrown)}`, { status: 500 });
  }
}

/** Asks and reads the whole answer: status, headers and body as one text for looking through. */
export async function ask(way: PageWay, handler: Handler, asked: Ask) {
  const response = await answerOf(way, handler, requestOf(way, handler, asked), asked.path);
  const body = await response.text();
  const headers = [...response.headers].map(([name, value]) => `${name}: ${value}`).join("\n");
  return { status: response.status, body, headers, location: response.headers.get("location") };
}
