import { doorNames, saveDoor } from "../demo-doors.ts";
import { type ControlBody, Refused } from "./body.ts";
import type { ControlCall } from "./order-calls.ts";

/** Control calls by which whoever prepares a demo tells the page of doors what the dev store cannot know. */
export const doorCalls: Record<string, ControlCall> = {
  door: (platform, body) => {
    const name = doorNames.find((one) => one === body.needText("name"));
    if (!name) throw new Refused(`There is no such door; there are ${doorNames.join(", ")}.`);
    const url = readAddress(body);
    saveDoor(platform, name, url);
    return { name, url };
  },
};

/** An address on this machine, or null to forget the one before. */
function readAddress(body: ControlBody): string | null {
  if (body.values.url === null) return null;
  const text = body.needText("url");
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol !== "http:" || !["127.0.0.1", "localhost", "[::1]"].includes(url.hostname))
    throw new Refused("url must be an http address on this machine.");
  return url.href;
}
