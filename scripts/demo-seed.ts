import { setTimeout as sleep } from "node:timers/promises";
import { withClient } from "./postgres-accounts.ts";
import type { Stack } from "./stack.ts";

const shop = "sunda-trading";

/**
 * Does what the first day of a small shop does: the owner opens the app, which takes the installation over, and the
 * orders the shop already has arrive as signed webhooks. Returns how many orders were sent.
 */
export async function seedDemo(stack: Stack): Promise<number> {
  await openApp(stack);
  const { sent } = await stack.control<{ sent: number }>("replay", { shop, topic: "orders/create" });
  await stack.control("flush", { timeoutMs: 60_000, includeRetries: true });
  await untilApplied(stack);
  return sent;
}

/** The owner opens the app; the first time this installs it. A machine that is busy is given a few tries. */
export async function openApp(stack: Stack, tries = 4): Promise<void> {
  const { url } = await stack.control<{ url: string }>("app-url", { shop, path: "/app", staff: "1" });
  const answer = await fetch(url, {
    headers: {
      accept: "text/html",
      "user-agent": "Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36",
    },
    redirect: "follow",
    signal: AbortSignal.timeout(30_000),
  });
  const page = await answer.text();
  if (answer.status === 200) return;
  if (answer.status < 500 || tries === 1)
    throw new Error(`The app answered its first opening with ${answer.status}: ${page.slice(0, 200)}`);
  await sleep(2_000);
  await openApp(stack, tries - 1);
}

async function untilApplied(stack: Stack): Promise<void> {
  await withClient(stack.database.urlsOf("fairlead").superuserUrl, async (client) => {
    for (let tries = 0; tries < 600; tries++) {
      const { rows } = await client.query<{ waiting: number }>(
        `select count(*)::int as waiting from "WebhookInbox" where state = 'waiting'`,
      );
      if (rows[0]?.waiting === 0) return;
      await sleep(100);
    }
    throw new Error("The orders did not all arrive within a minute; the worker's log tells why.");
  });
}
