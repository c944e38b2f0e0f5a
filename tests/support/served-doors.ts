import { randomUUID } from "node:crypto";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { findDoor } from "../../app/doors/doors.server";

/** Answers the app's doors over HTTP, for a platform that asks them itself. */
export function serveDoors(server: Server): void {
  server.on("request", (request: IncomingMessage, response: ServerResponse) => void serve(request, response));
}

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [path = "/", query = ""] = (request.url ?? "/").split("?", 2);
  const body: Buffer[] = [];
  for await (const chunk of request) body.push(chunk as Buffer);
  const raw = Buffer.concat(body);
  const answer = await findDoor(path)?.({
    method: request.method ?? "GET",
    path,
    query,
    requestId: randomUUID(),
    header: (name) => {
      const value = request.headers[name];
      return typeof value === "string" ? value : undefined;
    },
    readBody: async (most) => (raw.length > most ? "too-large" : raw),
  });
  response.writeHead(answer?.status ?? 404, answer?.headers).end(answer?.body);
}
