/// <reference types="@shopify/ui-extensions/admin.order-details.block.render" />
import { getExtension } from "@shopify/ui-extensions-tester";
import { fireEvent, waitFor } from "@testing-library/preact";
import { render } from "preact";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import words from "../locales/en.default.json";
import { delivery, event, parcel } from "./answers";

const extension = getExtension("admin.order-details.block.render");

/** The English words by key, with their values, as the admin fills them in. */
function translate(key: string, values: Record<string, unknown> = {}): string {
  const word = key
    .split(".")
    .reduce<unknown>((tree, name) => (tree as Record<string, unknown>)?.[name], words);
  const form = typeof word === "object" ? (word as { one: string; other: string }) : null;
  const text = form ? form[values.count === 1 ? "one" : "other"] : String(word ?? `no word for ${key}`);
  return text.replace(/\{\{(\w+)\}\}/g, (_all, name: string) => String(values[name]));
}

beforeEach(() => {
  extension.setUp();
  extension.shopify.data.selected = [{ id: "gid://shopify/Order/7000000000001" }];
  extension.shopify.i18n.translate = translate as typeof extension.shopify.i18n.translate;
  extension.shopify.i18n.formatDate = (date, { inExtensionLocale: _, ...format } = {}) =>
    new Intl.DateTimeFormat("en-US", format).format(date);
});
afterEach(() => {
  // The tester empties the page without telling Preact, which would go on with the block of the test before.
  render(null, document.body);
  extension.tearDown();
});

function answers(...bodies: (object | number | Error)[]) {
  const ask = vi.fn<typeof fetch>();
  for (const body of bodies) {
    if (body instanceof Error) ask.mockRejectedValueOnce(body);
    else if (typeof body === "number") ask.mockResolvedValueOnce(new Response(null, { status: body }));
    else ask.mockResolvedValueOnce(Response.json(body));
  }
  extension.fetch = ask;
  return ask;
}

const all = (tag: string) => [...document.body.querySelectorAll(tag)];
const one = (tag: string) => document.body.querySelector(tag);
const text = () => document.body.textContent ?? "";
const summary = () => one("s-admin-block")?.getAttribute("collapsedSummary");

async function shown() {
  await extension.render();
  await waitFor(() => expect(one("s-spinner")).toBeNull());
}

describe("while it asks", () => {
  it("says so, under its heading and with the way into the app", async () => {
    extension.fetch = () => new Promise<Response>(() => {});
    await extension.render();
    expect(one("s-admin-block")?.getAttribute("heading")).toBe("Delivery of this order");
    expect(one("s-spinner")?.getAttribute("accessibilityLabel")).toBe("Looking for this order’s parcels");
    expect(summary()).toBe("Loading");
    expect(all("s-link").map((link) => link.getAttribute("href"))).toEqual(["app:app"]);
  });

  it("names the order by its number, at an address the admin completes", async () => {
    const ask = answers(404);
    await shown();
    expect(ask.mock.calls.map(([address]) => address)).toEqual(["/api/orders/7000000000001"]);
  });
});

describe("a parcel", () => {
  it("is shown with where it is, its carrier, its number and its latest event", async () => {
    answers(delivery([parcel({ expectedAt: "2026-11-25T18:00:00.000Z" })]));
    await shown();
    expect(one("s-badge")?.textContent).toBe("In transit");
    for (const part of ["DHL Express", "Arrived at the sorting center", "Leipzig", "DE", "track.example"]) {
      expect(text()).toContain(part);
    }
    expect(text()).toContain("Nov 22, 2026, 9:00 AM GMT+1");
    expect(text()).toContain("The carrier expects delivery on Nov 25, 2026");
    const [link] = all("s-link");
    expect(link?.getAttribute("href")).toBe("https://track.example/JD014600003");
    expect(link?.textContent).toContain("JD014600003");
    expect(summary()).toBe("In transit");
  });

  it("is shown with its promise, what is wrong with it, and the way to its own page", async () => {
    answers(delivery([parcel({ promisedBy: "2026-11-20", trouble: "overdue" })]));
    await shown();
    expect(text()).toContain("Promised by Nov 20, 2026");
    expect(text()).toContain("The promised day has passed.");
    expect(all("s-link").map((link) => link.getAttribute("href"))).toContain("app:app/parcels/9001");
  });

  it("that was late says so, and a trouble of a newer app is left out", async () => {
    const late = parcel({ state: "delivered", promisedBy: "2026-11-20", verdict: "late", trouble: "eaten" });
    answers(delivery([late]));
    await shown();
    expect(all("s-badge").map((badge) => badge.textContent)).toEqual(["Delivered", "Late"]);
    expect(text()).not.toContain("no word for");
  });

  it.each([
    ["waiting", "Ticket: the buyer waits for an answer"],
    ["answered", "Ticket: answered"],
    ["over", "Ticket: solved"],
  ] as const)("of an order with a ticket that is %s leads to it", async (standing, words) => {
    const id = "0199b6a0-0000-7000-8000-000000000000";
    answers(delivery([parcel(), parcel({ id: "9002" })], { ticket: { id, standing, dueAt: null } }));
    await shown();
    const links = all("s-link").filter((link) => link.getAttribute("href")?.startsWith("app:"));
    expect(links.map((link) => [link.getAttribute("href"), link.textContent])).toEqual([
      [`app:app/tickets/${id}`, words],
      ["app:app/parcels", "Open Fairlead"],
    ]);
  });

  it("that no carrier has spoken of says so, and when it was sent", async () => {
    answers(
      delivery([
        parcel({ state: "sent", carrier: null, trackingNumber: null, trackingLink: null, latestEvent: null }),
      ]),
    );
    await shown();
    for (const part of [
      "Carrier not named",
      "No tracking number",
      "No news from the carrier yet",
      "Sent Nov 21",
    ]) {
      expect(text()).toContain(part);
    }
    expect(all("s-link")).toHaveLength(1);
  });

  it("without a safe address shows its number as text", async () => {
    answers(delivery([parcel({ trackingLink: null })]));
    await shown();
    expect(text()).toContain("JD014600003");
    expect(all("s-link")).toHaveLength(1);
  });

  it("that has arrived is no longer expected", async () => {
    answers(delivery([parcel({ state: "delivered", expectedAt: "2026-11-25T18:00:00.000Z" })]));
    await shown();
    expect(one("s-badge")?.textContent).toBe("Delivered");
    expect(text()).not.toContain("expects");
  });

  it("is one of several in a list, whose number stands in the summary", async () => {
    answers(delivery([parcel(), parcel({ id: "9002", state: "delayed" })]));
    await shown();
    expect(all("s-badge").map((badge) => badge.textContent)).toEqual(["In transit", "Delayed"]);
    expect(all('s-stack[accessibilityRole="list-item"]')).toHaveLength(2);
    expect(summary()).toBe("2 parcels");
  });

  it("in a state of a newer app is still shown", async () => {
    const newer = { ...parcel(), state: "teleported" };
    answers({ ...delivery([]), parcels: [newer] });
    await shown();
    expect(one("s-badge")?.textContent).toBe("Sent");
  });

  it("keeps its times where the browser does not know the shop's zone", async () => {
    answers(delivery([parcel()], { timezone: "Mars/Olympus" }));
    await shown();
    expect(text()).toContain("Nov 22, 2026");
  });

  it("of an erased buyer says why there is no number", async () => {
    answers(delivery([parcel({ trackingNumber: null, trackingLink: null })], { personErased: true }));
    await shown();
    expect(text()).toContain("erased at their request");
  });
});

describe("foreign text", () => {
  it("is never markup", async () => {
    const script = '<script>alert(1)</script><img src=x onerror="alert(1)">';
    answers(
      delivery([
        parcel({ carrier: script, trackingNumber: script, latestEvent: event({ message: script }) }),
      ]),
    );
    await shown();
    expect(text().split(script)).toHaveLength(4);
    expect(document.body.querySelector("script, img")).toBeNull();
  });

  it("in Arabic stands apart from what surrounds it", async () => {
    answers(delivery([parcel({ latestEvent: event({ city: "الرياض", country: "SA" }) })]));
    await shown();
    expect(text()).toContain("\u2068الرياض\u2069, \u2068SA\u2069");
  });

  it("cannot turn around what follows", async () => {
    answers(delivery([parcel({ carrier: "a\u202eb\u2069c" })]));
    await shown();
    expect(text()).toContain("\u2068abc\u2069");
  });
});

describe("without a parcel", () => {
  it.each([
    [false, "No parcel has left yet"],
    [true, "This order was cancelled and no parcel has left"],
  ])("it says what that means (cancelled: %s)", async (cancelled, words) => {
    answers(delivery([], { cancelled }));
    await shown();
    expect(text()).toContain(words);
    expect(summary()).toBe("No parcel yet");
  });

  it("of an order Fairlead does not know, it says so and can ask again", async () => {
    const ask = answers(404, delivery([parcel()]));
    await shown();
    expect(text()).toContain("Fairlead does not know this order yet");
    fireEvent.click(one("s-button") as Element);
    await waitFor(() => expect(summary()).toBe("In transit"));
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it("asks nothing when the admin names no order", async () => {
    extension.shopify.data.selected = [];
    const ask = answers();
    await shown();
    expect(summary()).toBe("Not known yet");
    expect(ask).not.toHaveBeenCalled();
  });
});

describe("without an answer", () => {
  it.each([
    ["the network fails", new TypeError("Failed to fetch"), "Fairlead cannot be reached"],
    ["the wait is over", new DOMException("timed out", "TimeoutError"), "Fairlead cannot be reached"],
    ["the app fails", 500, "Fairlead cannot be reached"],
    ["something else answers", { hello: "world" }, "Fairlead cannot be reached"],
    ["the person is not recognized", 401, "Fairlead could not confirm who you are"],
  ])("because %s, it says so and asks again on a press", async (_why, failure, heading) => {
    const ask = answers(failure, failure, delivery([parcel()]));
    await shown();
    expect(one("s-banner")?.getAttribute("heading")).toBe(heading);
    const button = one("s-button") as Element;
    expect(button.textContent).toBe("Try again");
    fireEvent.click(button);
    await waitFor(() => expect(button.getAttribute("loading")).not.toBeNull());
    await waitFor(() => expect(button.getAttribute("loading")).toBeNull());
    // The button that was pressed keeps the keyboard's place.
    expect(one("s-button")).toBe(button);
    fireEvent.click(button);
    await waitFor(() => expect(one("s-badge")?.textContent).toBe("In transit"));
    expect(one("s-banner")).toBeNull();
    expect(ask).toHaveBeenCalledTimes(3);
  });

  it("because the role does not allow it, it says who can change that and offers no second try", async () => {
    answers(403);
    await shown();
    expect(one("s-banner")?.textContent).toContain("The owner can change your role");
    expect(one("s-button")).toBeNull();
    expect(summary()).toBe("No access");
  });
});
