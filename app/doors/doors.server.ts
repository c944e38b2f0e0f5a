import type { Door } from "./door";
import { healthDoor, readyDoor } from "./health.server";
import { webhookDoor } from "./webhooks.server";

/** The hot paths, answered before the framework sees the request: exact, or everything below a `/*`. */
export const doors: Readonly<Record<string, Door>> = {
  "/webhooks": webhookDoor,
  "/healthz": healthDoor,
  "/readyz": readyDoor,
};

const below = Object.entries(doors)
  .filter(([path]) => path.endsWith("/*"))
  .map(([path, door]) => [path.slice(0, -1), door] as const);

/** The door of a path, if it has one. */
export function findDoor(path: string): Door | undefined {
  return Object.hasOwn(doors, path) ? doors[path] : below.find(([start]) => path.startsWith(start))?.[1];
}
