import type { Frame, Page } from "playwright-core";
import { describe, expect, inject, it } from "vitest";
import { overflowOf } from "./support/accessibility.ts";
import { openApp } from "./support/app-frame.ts";
import { control, openPage, webhooksDelivered } from "./support/browser.ts";

const shop = "sunda-trading";
/** The five pages people use most; a ticket is opened from the inbox. */
const pages = {
  home: "",
  inbox: "/app/inbox",
  ticket: "ticket",
  parcels: "/app/parcels",
  quality: "/app/quality",
};

async function openOne(page: Page, name: keyof typeof pages): Promise<Frame> {
  if (name !== "ticket") return openApp(page, { path: pages[name] });
  const inbox = await openApp(page, { path: "/app/inbox" });
  const link = await inbox.locator("a[href^='/app/tickets/']").first().getAttribute("href");
  return openApp(page, { path: link ?? "" });
}

/** Presses Tab through a page from its start: what it reached, and what is wrong with how that is shown. */
async function walk(
  page: Page,
  frame: Frame,
): Promise<{ reached: string[]; expected: string[]; unseen: string[] }> {
  const expected = await frame.evaluate(markStops);
  await frame.evaluate(() => {
    document.body.tabIndex = -1;
    document.body.focus();
  });
  const reached: string[] = [];
  const unseen: string[] = [];
  for (let press = 0; press < expected.length; press++) {
    await page.keyboard.press("Tab");
    const at = await frame.evaluate(describeFocus);
    if (!at) break;
    reached.push(at.stop);
    if (!at.shown) unseen.push(at.stop);
  }
  return { reached, expected, unseen };
}

/** Numbers what the keyboard should reach, in the order of the document; of radio buttons one is a stop. */
function markStops(): string[] {
  const stops = [
    ...document.querySelectorAll<HTMLElement>(
      "a[href], button, input, select, textarea, summary, [tabindex]",
    ),
  ];
  const reachable = stops.filter(
    (one) =>
      one.tabIndex >= 0 &&
      !(one as HTMLButtonElement).disabled &&
      one.checkVisibility({ visibilityProperty: true }) &&
      !(one instanceof HTMLInputElement && one.type === "radio" && !one.checked),
  );
  return reachable.map((one, at) => {
    one.dataset.stop = `${at} ${one.localName} ${(one.getAttribute("aria-label") ?? one.textContent ?? "").trim().slice(0, 30)}`;
    return one.dataset.stop;
  });
}

/** What has the focus, and whether it and a mark of the focus can be seen: a ring of its own or of what draws it. */
function describeFocus(): { stop: string; shown: boolean } | null {
  const focused = document.activeElement;
  if (!(focused instanceof HTMLElement) || focused === document.body) return null;
  const box = focused.getBoundingClientRect();
  const inView = box.bottom > 0 && box.top < innerHeight;
  const drawers = [focused, ...(focused.parentElement?.children ?? [])];
  const ring = drawers.some((one) =>
    [undefined, "::before", "::after"].some((part) => {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one, part);
      return (outlineStyle !== "none" && Number.parseFloat(outlineWidth) > 0) || boxShadow !== "none";
    }),
  );
  return { stop: focused.dataset.stop ?? `unmarked ${focused.localName}`, shown: inView && ring };
}

describe.each(Object.keys(pages) as (keyof typeof pages)[])("by keyboard alone, %s", (name) => {
  it("is walked in the order it is read, skips nothing, and always shows where one is", async () => {
    const { page } = await openPage();
    const frame = await openOne(page, name);
    const { reached, expected, unseen } = await walk(page, frame);
    expect(expected.length).toBeGreaterThan(2);
    expect(reached).toEqual(expected);
    expect(unseen).toEqual([]);
  });

  it("reflows on 320 px, as at four times the size on a wide screen, and at twice the size", async () => {
    const { page } = await openPage({ viewport: { width: 320, height: 640 } });
    const frame = await openOne(page, name);
    expect(await overflowOf(frame)).toBeLessThanOrEqual(0);
    await page.setViewportSize({ width: 640, height: 450 });
    expect(await overflowOf(frame)).toBeLessThanOrEqual(0);
  });
});

it("a reply sent by keyboard opens the ticket due next with the focus on it, and a draft outlives a look elsewhere", async () => {
  const { orders } = await control<{ orders: { id: number; name: string }[] }>("orders/create", { shop });
  await webhooksDelivered();
  const { sessionToken } = await control<{ sessionToken: string }>("session-token", { shop });
  const report = {
    orderId: String(orders[0]?.id),
    kind: "other",
    text: "Is it a gift box?",
    clientId: `k-${orders[0]?.id}`,
  };
  const answer = await fetch(`${inject("stack").appUrl}/buyer/problems`, {
    method: "POST",
    headers: { authorization: `Bearer ${sessionToken}`, "content-type": "application/json" },
    body: JSON.stringify(report),
  });
  expect(answer.status).toBe(200);
  const { page } = await openPage();
  const addressOf = async () => {
    const inbox = await openApp(page, { path: "/app/inbox" });
    return inbox
      .locator("a[href^='/app/tickets/']", { hasText: orders[0]?.name ?? "?" })
      .evaluateAll((links) => links[0]?.getAttribute("href") ?? null);
  };
  // A ticket is held until its order is mirrored, which may come after the inbox was drawn.
  await expect.poll(addressOf, { timeout: 60_000 }).not.toBeNull();
  const open = async () => openApp(page, { path: (await addressOf()) ?? "" });
  const text = "Yes, with your card.";
  const first = await open();
  await first.locator("#reply-text").fill(text);
  const frame = await open();
  await expect.poll(() => frame.locator("#reply-text").inputValue()).toBe(text);
  const before = new URL(frame.url()).pathname;
  await frame.locator("#reply-text").focus();
  await page.keyboard.press("Control+Enter");
  await expect.poll(() => frame.evaluate(() => location.pathname), { timeout: 30_000 }).not.toBe(before);
  // The address changes a moment before what is drawn, and both tickets have the same parts.
  await frame.locator("div:focus > #conversation").waitFor({ state: "attached" });
  expect(await frame.locator("h1").allInnerTexts()).not.toContainEqual(
    expect.stringContaining(orders[0]?.name ?? "?"),
  );
  expect(await frame.locator("#reply-text").inputValue()).toBe("");
});
