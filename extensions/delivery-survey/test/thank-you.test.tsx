/// <reference types="@shopify/ui-extensions/purchase.thank-you.block.render" />
import { getExtension } from "@shopify/ui-extensions-tester";
import { fireEvent, waitFor } from "@testing-library/preact";
import { render } from "preact";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { wordsOf } from "../../buyer-block/test/words";
import arabic from "../locales/ar.json";
import english from "../locales/en.default.json";

const extension = getExtension("purchase.thank-you.block.render");
const orderId = "gid://shopify/Order/7000000000001";

const known = {
  promise: { from: "2026-11-25", by: "2026-11-28" },
  provider: { name: "Swift Lane", evidence: { onTime: 93, of: 100, country: "DE", days: 90 } },
  duties: "merchant",
  support: {
    channels: [{ kind: "email", value: "help@shop.example" }],
    opensAt: null,
    answersBy: "2026-11-24T10:00:00.000Z",
  },
  survey: {
    version: "delivery-1",
    touch: "expectation",
    items: [
      { id: "R1", text: "My order will come by the date I was told.", mayNotApply: false },
      { id: "S3", text: "If I ask a question, I will get a quick answer.", mayNotApply: true },
    ],
    answered: [] as string[],
    mayComment: false,
  },
};

type Sent = { path: string; body: Record<string, unknown> };
let sent: Sent[];
let stored: Map<string, unknown>;
/** What the app answers to answers: a status, or null where the network is gone. */
let answering: number | null;

function speak(tree: object, locale: string) {
  const words = wordsOf(tree, locale);
  Object.assign(extension.shopify.i18n, words);
}

beforeEach(() => {
  vi.stubEnv("APP_URL", "https://app.example");
  extension.setUp();
  sent = [];
  stored = new Map();
  answering = 200;
  speak(english, "en");
  extension.shopify.orderConfirmation.value = { order: { id: orderId }, isFirstOrder: true };
  extension.shopify.sessionToken.get = async () => "a.b.c";
  extension.shopify.storage = {
    read: async (key: string) => (stored.get(key) as never) ?? null,
    write: async (key: string, value: unknown) => void stored.set(key, structuredClone(value)),
    delete: async (key: string) => void stored.delete(key),
  };
  extension.fetch = vi.fn<typeof fetch>(async (input, init) => {
    const path = new URL(String(input)).pathname;
    sent.push({ path, body: JSON.parse(String(init?.body)) });
    if (path === "/buyer/thank-you") return Response.json(known);
    if (answering === null) throw new TypeError("network");
    return Response.json({ received: true }, { status: answering });
  });
});
afterEach(() => {
  render(null, document.body);
  extension.tearDown();
  vi.unstubAllEnvs();
});

const text = () => document.body.textContent ?? "";
const buttons = () => [...document.querySelectorAll("s-button")];
const button = (label: string) => {
  const found = buttons().find((one) => one.textContent === label);
  if (!found) throw new Error(`no button ${label} in ${text()}`);
  return found;
};
const answersSent = () => sent.filter((one) => one.path === "/buyer/answers");
async function shown() {
  await extension.render();
  await waitFor(() => expect(text()).toContain("My order will come"));
}

describe("the thank-you block", () => {
  it("gives before it asks: dates, carrier, duties, who answers by when", async () => {
    await shown();
    for (const part of [
      "Arrives between Wed, Nov 25 and Sat, Nov 28",
      "Swift Lane",
      "Germany: 93 of 100 parcels on time in the last 90 days",
      "Duties and import taxes are paid by the shop.",
      "an answer by Tue, Nov 24, 11:00 AM",
      "help@shop.example",
    ]) {
      expect(text()).toContain(part);
    }
    expect(text().indexOf("Arrives")).toBeLessThan(text().indexOf("My order will come"));
    expect(sent[0]).toMatchObject({ path: "/buyer/thank-you", body: { orderId } });
  });

  it("shows one statement at a time with seven named choices, and sends a tap at once", async () => {
    await shown();
    expect(text()).not.toContain("If I ask a question");
    const names = buttons().map((one) => one.getAttribute("accessibilityLabel"));
    expect(names.slice(0, 7)).toEqual([
      "1, do not agree at all",
      ...["2", "3", "4", "5", "6"].map((value) => `${value} of 7`),
      "7, fully agree",
    ]);
    expect(text()).toContain("2 taps left");
    fireEvent.click(button("6"));
    await waitFor(() => expect(text()).toContain("If I ask a question"));
    await waitFor(() => expect(answersSent()).toHaveLength(1));
    expect(answersSent()[0]?.body).toMatchObject({
      ...{ orderId, touch: "expectation", version: "delivery-1" },
      answers: [{ item: "R1", value: 6 }],
    });
    await new Promise((later) => setTimeout(later, 450));
    fireEvent.click(button("Does not apply"));
    await waitFor(() => expect(text()).toContain("Thank you. After delivery we ask once"));
    await waitFor(() => expect(answersSent()).toHaveLength(2));
    expect(answersSent()[1]?.body).toMatchObject({
      answers: [{ item: "S3", value: null, reason: "does-not-apply" }],
    });
    const ids = new Set(answersSent().map((one) => one.body.submissionId));
    expect([...ids]).toEqual([expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab]/)]);
  });

  it("takes a double tap as one, though the next statement stands in its place by then", async () => {
    await shown();
    const six = button("6");
    fireEvent.click(six);
    fireEvent.click(six);
    await waitFor(() => expect(text()).toContain("If I ask a question"));
    await waitFor(() => expect(answersSent()).toHaveLength(1));
    expect(answersSent()[0]?.body.answers).toHaveLength(1);
  });

  it("keeps a tap on a broken network, says so, and sends it again by itself", async () => {
    answering = null;
    await shown();
    fireEvent.click(button("5"));
    await waitFor(() => expect(text()).toContain("Kept on this device"));
    expect(stored.get(`answers ${orderId} expectation`)).toMatchObject({
      answers: [{ item: "R1", value: 5 }],
    });
    answering = 200;
    await waitFor(() => expect(stored.get(`answers ${orderId} expectation`)).toMatchObject({ answers: [] }));
    await waitFor(() => expect(text()).not.toContain("Kept on this device"));
    const tries = answersSent();
    expect(tries.length).toBeGreaterThan(1);
    expect(new Set(tries.map((one) => one.body.submissionId)).size).toBe(1);
  });

  it("sends what an earlier visit kept, under the same submission, and does not ask it again", async () => {
    const kept = {
      ...{ orderId, touch: "expectation", version: "delivery-1", locale: "en" },
      submissionId: "0199b6a0-0000-4000-8000-000000000001",
      answers: [{ item: "R1", value: 2 }],
    };
    stored.set(`answers ${orderId} expectation`, kept);
    await extension.render();
    await waitFor(() => expect(text()).toContain("If I ask a question"));
    await waitFor(() => expect(answersSent()).toHaveLength(1));
    expect(answersSent()[0]?.body).toEqual(kept);
  });

  it("gives up what the app will never take, and says that nothing is needed", async () => {
    answering = 409;
    await shown();
    fireEvent.click(button("1"));
    await waitFor(() => expect(text()).toContain("This answer could not be taken."));
    expect(stored.get(`answers ${orderId} expectation`)).toMatchObject({ answers: [] });
    expect(answersSent()).toHaveLength(1);
  });

  it("leaves the page as it was when the app does not answer", async () => {
    extension.fetch = vi.fn<typeof fetch>().mockRejectedValue(new TypeError("network"));
    await extension.render();
    await new Promise((soon) => setTimeout(soon, 20));
    expect(text()).toBe("");
  });

  it("speaks Arabic with Arabic plural forms", async () => {
    speak(arabic, "ar");
    await shown();
    expect(text()).toContain("ماذا تتوقع من هذا التوصيل؟");
    expect(text()).toContain("بقيت نقرتان");
    expect(text()).not.toContain("no word for");
  });
});
