import type { Door } from "./door";
import { healthDoor, readyDoor } from "./health.server";
import { webhookDoor } from "./webhooks.server";

/** The hot paths, by exact path: answered before the framework sees the request. */
export const doors: Readonly<Record<string, Door>> = {
  "/webhooks": webhookDoor,
  "/healthz": healthDoor,
  "/readyz": readyDoor,
};
