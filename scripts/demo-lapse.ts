import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { runSeed, type StoryOptions } from "./demo-story.ts";
import type { Stack } from "./stack.ts";

/**
 * Lets the page of doors end a provider's insurance, which neither a store platform nor the app would do by itself: a
 * command on loopback, known to the dev store alone by the chance in its path.
 */
export async function openLapseDoor(stack: Stack, options: StoryOptions): Promise<void> {
  const path = `/lapse/${randomBytes(16).toString("hex")}`;
  const server = createServer((request, response) => {
    const answer = (status: number, body: object) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    if (request.method !== "POST" || request.url !== path) return answer(404, {});
    runSeed(stack, { ...options, say: () => {} }, "--lapse").then(
      (lines) => answer(200, { done: lines.findLast((line) => !line.startsWith("{")) }),
      () => answer(500, {}),
    );
  });
  // The demo ends when it is told to, not when this does.
  server.unref();
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as AddressInfo;
  await stack.control("door", { name: "lapse", url: `http://127.0.0.1:${port}${path}` });
}
