import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * Listens on a free port and makes it the app's address. To be called before anything of the app is imported: its
 * environment is read once.
 */
export async function openPort(): Promise<Server> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  process.env.SHOPIFY_APP_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return server;
}
