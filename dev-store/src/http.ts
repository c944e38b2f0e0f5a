import type { IncomingHttpHeaders } from "node:http";

/** A request whose body has been read. */
export type Incoming = { method: string; url: URL; headers: IncomingHttpHeaders; body: Buffer };

/** An answer; `cut` closes the connection without one. */
export type Reply = {
  status: number;
  headers?: Record<string, string | string[]>;
  body?: string | Buffer;
  cut?: boolean;
};

export function json(status: number, value: unknown, headers: Record<string, string> = {}): Reply {
  return {
    status,
    headers: { "content-type": "application/json; charset=utf-8", ...headers },
    body: JSON.stringify(value),
  };
}

export function redirect(location: string, headers: Record<string, string | string[]> = {}): Reply {
  return { status: 303, headers: { location, ...headers } };
}

export function notFound(): Reply {
  return { status: 404, headers: { "content-type": "text/plain; charset=utf-8" }, body: "Not found" };
}

/** Body fields of a JSON or form request; null when it is neither. */
export function fields(request: Incoming): Record<string, unknown> | null {
  const text = request.body.toString("utf8");
  if (!/json/.test(request.headers["content-type"] ?? ""))
    return Object.fromEntries(new URLSearchParams(text));
  try {
    const value: unknown = text === "" ? {} : JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

/** One cookie of the request. */
export function cookie(request: Incoming, name: string): string | null {
  const found = (request.headers.cookie ?? "").split(/;\s*/).find((pair) => pair.startsWith(`${name}=`));
  return found ? decodeURIComponent(found.slice(name.length + 1)) : null;
}

export function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}
