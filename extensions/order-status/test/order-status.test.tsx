/// <reference types="@shopify/ui-extensions/customer-account.order-status.block.render" />
import { getExtension } from "@shopify/ui-extensions-tester";
import { fireEvent, waitFor } from "@testing-library/preact";
import { render } from "preact";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { wordsOf } from "../../buyer-block/test/words";
import arabic from "../locales/ar.json";
import english from "../locales/en.default.json";
import type { Known } from "../src/answer";

const extension = getExtension("customer-account.order-status.block.render");
const orderId = "gid://shopify/Order/7000000000001";

function known(change: Partial<Known> = {}): Known {
  return {
    parcels: [
      {
        ...{ id: "9001", carrier: "DHL Express", state: "in-transit", deliveredAt: null },
        ...{ promisedFrom: "2026-11-25", promisedBy: "2026-11-28" },
        timeline: [
          { at: "2026-11-21T10:00:00.000Z", state: "sent", place: null, message: null },
          { at: "2026-11-22T08:00:00.000Z", state: "in-transit", place: "Leipzig", message: null },
        ],
      },
    ],
    promise: { from: "2026-11-25", by: "2026-11-28" },
    survey: null,
    askArrived: false,
    ticket: null,
    support: { channels: [], opensAt: null, answersBy: "2026-11-24T10:00:00.000Z" },
    ...change,
  };
}

const felt = {
  version: "delivery-1",
  touch: "perception" as const,
  items: [{ id: "R1", text: "My order came by the date I was told.", mayNotApply: false }],
  answered: [],
  mayComment: true,
};

let answers: Record<string, () => Response>;
let sent: { path: string; body: Record<string, unknown> }[];

beforeEach(() => {
  vi.stubEnv("APP_URL", "https://app.example");
  extension.setUp();
  sent = [];
  answers = { "/buyer/order-status": () => Response.json(known()) };
  Object.assign(extension.shopify.i18n, wordsOf(english, "en"));
  extension.shopify.order.value = { id: orderId, name: "#1001" } as typeof extension.shopify.order.value;
  extension.shopify.sessionToken.get = async () => "a.b.c";
  extension.fetch = vi.fn<typeof fetch>(async (input, init) => {
    const path = new URL(String(input)).pathname;
    sent.push({ path, body: JSON.parse(String(init?.body)) });
    const answer = answers[path];
    if (!answer) throw new TypeError("network");
    return answer();
  });
});
afterEach(() => {
  render(null, document.body);
  extension.tearDown();
  vi.unstubAllEnvs();
});

const text = () => document.body.textContent ?? "";
const button = (label: string) => {
  const found = [...document.querySelectorAll("s-button")].find((one) => one.textContent === label);
  if (!found) throw new Error(`no button ${label} in ${text()}`);
  return found;
};
const sentTo = (path: string) => sent.filter((one) => one.path === path);

describe("the order-status block", () => {
  it("shows where the parcel is, its dates and every step, the latest first", async () => {
    await extension.render();
    await waitFor(() => expect(text()).toContain("On its way"));
    for (const part of [
      "DHL Express",
      "between Wed, Nov 25 and Sat, Nov 28",
      "Leipzig",
      "Report a problem",
    ]) {
      expect(text()).toContain(part);
    }
    expect(text().indexOf("Sun, Nov 22")).toBeLessThan(text().indexOf("Sat, Nov 21"));
    expect(text()).not.toContain("Has it arrived?");
  });

  it("writes out the country of a scan, which is all a guest's page is told", async () => {
    const [parcel] = known().parcels;
    const timeline = [{ at: "2026-11-22T08:00:00.000Z", state: "in-transit", place: "DE", message: null }];
    answers["/buyer/order-status"] = () =>
      Response.json(known({ parcels: parcel ? [{ ...parcel, timeline }] : [] }));
    await extension.render();
    await waitFor(() => expect(text()).toContain("Germany"));
  });

  it("says that nothing was sent yet, with the promise", async () => {
    answers["/buyer/order-status"] = () => Response.json(known({ parcels: [] }));
    await extension.render();
    await waitFor(() => expect(text()).toContain("Your order has not been sent yet."));
    expect(text()).toContain("Arrives between");
  });

  it("asks whether it arrived, and after a yes asks how it was", async () => {
    let arrived = false;
    answers["/buyer/order-status"] = () =>
      Response.json(arrived ? known({ survey: felt }) : known({ askArrived: true }));
    answers["/buyer/arrived"] = () => {
      arrived = true;
      return Response.json({ ok: true });
    };
    answers["/buyer/answers"] = () => Response.json({ received: true });
    await extension.render();
    await waitFor(() => expect(text()).toContain("Has it arrived?"));
    fireEvent.click(button("Yes, it is here"));
    await waitFor(() => expect(text()).toContain("My order came by the date I was told."));
    expect(sentTo("/buyer/arrived")[0]?.body).toEqual({ orderId, yes: true });
    fireEvent.click(button("2"));
    await waitFor(() => expect(text()).toContain("The shop reads this to do better."));
    await waitFor(() => expect(sentTo("/buyer/answers")).toHaveLength(1));
    expect(sentTo("/buyer/answers")[0]?.body).toMatchObject({
      touch: "perception",
      answers: [{ item: "R1", value: 2 }],
    });
  });

  it("keeps the question when the no cannot be sent, and thanks once it was", async () => {
    answers["/buyer/order-status"] = () => Response.json(known({ askArrived: true }));
    await extension.render();
    await waitFor(() => expect(text()).toContain("Has it arrived?"));
    fireEvent.click(button("No, not yet"));
    await waitFor(() => expect(text()).toContain("No connection right now."));
    answers["/buyer/arrived"] = () => Response.json({ ok: true });
    fireEvent.click(button("No, not yet"));
    await waitFor(() => expect(text()).toContain("The shop now knows that it is missing."));
  });

  it("sends a problem once, under one id however often it is tried, with the time of the answer", async () => {
    await extension.render();
    await waitFor(() => expect(text()).toContain("Report a problem"));
    expect(text()).toContain("you get an answer by Tue, Nov 24, 11:00 AM");
    fireEvent.click(button("Send"));
    await waitFor(() =>
      expect(document.querySelector("s-text-area")?.getAttribute("error")).toBe("Please write a few words."),
    );
    const field = document.querySelector("s-text-area") as HTMLElement & { value: string };
    field.value = "The box is wet";
    fireEvent.input(field);
    await waitFor(() => expect(field.value).toBe("The box is wet"));
    fireEvent.click(button("Send"));
    await waitFor(() => expect(text()).toContain("Your text is still here"));
    answers["/buyer/problems"] = () => Response.json({ ticket: {} });
    fireEvent.click(button("Send"));
    await waitFor(() =>
      expect(document.querySelector("s-banner")?.getAttribute("heading")).toBe("Your message has arrived"),
    );
    const tries = sentTo("/buyer/problems").map((one) => one.body);
    expect(tries[0]).toMatchObject({ orderId, text: "The box is wet", kind: "not-arrived" });
    expect(tries[1]?.clientId).toBe(tries[0]?.clientId);
  });

  it("tells at once who answers a low tap and by when, and nothing of the kind after a high one", async () => {
    answers["/buyer/answers"] = () => Response.json({ received: true });
    answers["/buyer/order-status"] = () => Response.json(known({ survey: felt }));
    await extension.render();
    await waitFor(() => expect(text()).toContain("My order came by the date"));
    fireEvent.click(button("2"));
    const promise = "looks at this and answers you by Tue, Nov 24, 11:00 AM";
    await waitFor(() => expect(text()).toContain(promise));
    render(null, document.body);
    sent = [];
    await extension.render();
    await waitFor(() => expect(text()).toContain("My order came by the date"));
    fireEvent.click(button("3"));
    await waitFor(() => expect(sentTo("/buyer/answers")).toHaveLength(1));
    expect(text()).not.toContain("answers you by");
  });

  it("asks for words at the end, needs none, and keeps them through a broken network", async () => {
    const stored = new Map<string, unknown>();
    extension.shopify.storage = {
      read: async (key: string) => (stored.get(key) as never) ?? null,
      write: async (key: string, value: unknown) => void stored.set(key, structuredClone(value)),
      delete: async (key: string) => void stored.delete(key),
    };
    answers["/buyer/order-status"] = () => Response.json(known({ survey: { ...felt, answered: ["R1"] } }));
    await extension.render();
    await waitFor(() => expect(text()).toContain("Report a problem"));
    const field = document.querySelector("s-text-area") as HTMLElement & { value: string };
    expect(field.getAttribute("label")).toBe("What should we know about this delivery? (optional)");
    fireEvent.click(button("Send"));
    expect(sentTo("/buyer/answers")).toEqual([]);
    field.value = "  The box was wet ";
    fireEvent.input(field);
    fireEvent.click(button("Send"));
    await waitFor(() => expect(text()).toContain("Your words are kept for the shop’s team."));
    await waitFor(() => expect(text()).toContain("Kept on this device"));
    expect([...stored.values()]).toMatchObject([{ answers: [], comment: "The box was wet" }]);
    render(null, document.body);
    answers["/buyer/answers"] = () => Response.json({ received: true });
    await extension.render();
    await waitFor(() => expect([...stored.values()]).toMatchObject([{ answers: [], comment: null }]));
    const tries = sentTo("/buyer/answers").map((one) => one.body);
    expect(tries.at(-1)).toMatchObject({ touch: "perception", answers: [], comment: "The box was wet" });
    expect(new Set(tries.map((one) => one.submissionId)).size).toBe(1);
    expect(text()).not.toContain("(optional)");
  });

  it("says when the app is out of reach, and asks again on demand", async () => {
    const { "/buyer/order-status": answer, ...none } = answers;
    answers = none;
    await extension.render();
    await waitFor(() => expect(text()).toContain("No connection right now."));
    if (answer) answers["/buyer/order-status"] = answer;
    fireEvent.click(button("Try again"));
    await waitFor(() => expect(text()).toContain("On its way"));
  });

  it("tells of the answer to an earlier message, and speaks Arabic", async () => {
    Object.assign(extension.shopify.i18n, wordsOf(arabic, "ar"));
    answers["/buyer/order-status"] = () =>
      Response.json(
        known({ ticket: { state: "open", repliedAt: "2026-11-23T09:00:00.000Z" }, survey: felt }),
      );
    await extension.render();
    await waitFor(() => expect(text()).toContain("في الطريق"));
    expect(text()).toContain("أجاب المتجر عن رسالتك");
    expect(text()).toContain("كيف كان هذا التوصيل؟");
    expect(text()).not.toContain("no word for");
  });
});
