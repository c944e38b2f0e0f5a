import { arrivedDoor } from "./arrived.server";
import { answersDoor } from "./buyer-answers.server";
import { carrierDoor } from "./carrier.server";
import type { Door } from "./door";
import { healthDoor, readyDoor } from "./health.server";
import { orderStatusDoor } from "./order-status.server";
import { problemsDoor } from "./problems.server";
import { promiseDoor } from "./promise.server";
import { thankYouDoor } from "./thank-you.server";
import { webhookDoor } from "./webhooks.server";

/** The hot paths, answered before the framework sees the request: exact, or everything below a `/*`. */
export const doors: Readonly<Record<string, Door>> = {
  "/webhooks": webhookDoor,
  "/carrier/*": carrierDoor,
  "/proxy/promise": promiseDoor,
  "/healthz": healthDoor,
  "/readyz": readyDoor,
  "/buyer/thank-you": thankYouDoor,
  "/buyer/order-status": orderStatusDoor,
  "/buyer/arrived": arrivedDoor,
  "/buyer/answers": answersDoor,
  "/buyer/problems": problemsDoor,
};

const below = Object.entries(doors)
  .filter(([path]) => path.endsWith("/*"))
  .map(([path, door]) => [path.slice(0, -1), door] as const);

/** The door of a path, if it has one. */
export function findDoor(path: string): Door | undefined {
  return Object.hasOwn(doors, path) ? doors[path] : below.find(([start]) => path.startsWith(start))?.[1];
}
