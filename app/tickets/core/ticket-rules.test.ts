import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buyerLanguages } from "../../markets/core/market";
import type { SupportHours } from "../../markets/core/support-hours";
import { answer, clockLeft, hearBuyer, openClocks } from "./clock";
import { fillMacro, macroVariables, placeholdersIn } from "./macro";
import { longestMessage, readMessage } from "./message-text";
import { oneLine, replyMail } from "./reply-mail";
import { startingMacros } from "./starting-macros";
import { afterBuyerMessage, afterReply, isOnlyThanks } from "./ticket-state";

const at = (text: string) => new Date(text);
const berlin: SupportHours = {
  zone: "Europe/Berlin",
  weekly: ([1, 2, 3, 4, 5] as const).map((day) => ({ day, from: "09:00", to: "18:00" })),
  holidays: ["2026-12-25"],
};

describe("the state of a ticket", () => {
  it("is never new again, reopens on a buyer's message, and is final once closed", () => {
    expect(afterBuyerMessage("new")).toBe("new");
    for (const state of ["open", "pending_customer", "solved"] as const)
      expect(afterBuyerMessage(state)).toBe("open");
    expect(afterBuyerMessage("closed")).toBe("follow-up");
    expect(afterReply("new", "pending_customer")).toBe("pending_customer");
    expect(afterReply("solved", "solved")).toBe("solved");
    expect(afterReply("closed", "solved")).toBe("refused");
  });

  it.each([
    ["Thanks a lot!", true],
    ["Vielen Dank", true],
    ["شكرا جزيلا لك", true],
    ["谢谢", true],
    ["Danke, aber es fehlt ein Teil", false],
    ["Thanks, where is the other parcel", false],
    ["ok", false],
    ["", false],
  ])("after solving, %j is only thanks: %s", (text, thanks) => {
    const solved = at("2026-11-23T10:00:00Z");
    expect(isOnlyThanks(text, solved, at("2026-11-23T12:00:00Z"))).toBe(thanks);
    expect(isOnlyThanks(text, solved, at("2026-11-25T12:00:00Z"))).toBe(false);
    expect(isOnlyThanks(text, null, at("2026-11-23T12:00:00Z"))).toBe(false);
  });
});

describe("the clocks of a ticket", () => {
  it("run in support hours: over a weekend, a holiday and the night the clock changes", () => {
    const due = (opened: string) => openClocks(at(opened), "normal", berlin).firstReplyDue?.toISOString();
    expect(due("2026-11-20T16:00:00Z")).toBe("2026-11-23T11:00:00.000Z");
    expect(due("2026-12-24T16:00:00Z")).toBe("2026-12-28T11:00:00.000Z");
    expect(due("2026-03-27T16:00:00Z")).toBe("2026-03-30T10:00:00.000Z");
  });

  it("stop at the first answer, start again with the oldest unanswered message, and never count twice", () => {
    const opened = at("2026-11-20T16:00:00Z");
    const answered = answer(openClocks(opened, "normal", berlin), opened, at("2026-11-23T09:00:00Z"), berlin);
    expect(answered).toMatchObject({ firstReplyMinutes: 120, waitingSince: null, dueAt: null });
    const asked = hearBuyer(answered, at("2026-11-23T10:00:00Z"), "normal", berlin);
    expect(asked.dueAt).toEqual(at("2026-11-24T09:00:00Z"));
    expect(hearBuyer(asked, at("2026-11-23T12:00:00Z"), "normal", berlin)).toEqual(asked);
    const again = answer(asked, opened, at("2026-11-23T13:00:00Z"), berlin);
    expect(again).toMatchObject({ firstReplyMinutes: 120, dueAt: null });
  });

  it("say what is left in words a person can trust", () => {
    const due = at("2026-11-23T11:00:00Z");
    expect(clockLeft(due, at("2026-11-23T10:48:00Z"), true, berlin)).toEqual({
      state: "running",
      minutes: 12,
    });
    expect(clockLeft(due, at("2026-11-21T10:00:00Z"), false, berlin)).toEqual({
      state: "paused",
      minutes: 180,
    });
    expect(clockLeft(due, at("2026-11-23T11:30:00Z"), true, berlin)).toEqual({
      state: "overdue",
      minutes: 30,
    });
  });
});

describe("texts", () => {
  it("keep what was typed and lose what could mislead", () => {
    expect(readMessage("  <b>hi</b>\r\nthere \u202e ", 2_000)).toEqual({
      ok: true,
      value: "<b>hi</b>\nthere",
    });
    expect(readMessage("a\0b", 10)).toEqual({ ok: false, problem: "message-unreadable" });
    expect(readMessage("😀".repeat(longestMessage), longestMessage).ok).toBe(true);
    expect(readMessage("😀".repeat(longestMessage + 1), longestMessage)).toEqual({
      ok: false,
      problem: "message-too-long",
    });
  });

  it("are read without throwing, and read again unchanged", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        const read = readMessage(text, 2_000);
        if (read.ok) expect(readMessage(read.value, 2_000)).toEqual(read);
      }),
    );
  });

  it("of macros exist in every language with the same, known variables", () => {
    const byId = Map.groupBy(startingMacros, (macro) => macro.id);
    expect(byId.size).toBe(4);
    for (const macros of byId.values()) {
      expect(macros.map((macro) => macro.language)).toEqual([...buyerLanguages]);
      const names = macros.map((macro) => placeholdersIn(macro.body).sort().join());
      expect(new Set(names).size).toBe(1);
      expect(
        placeholdersIn(macros[0]?.body ?? "").filter((name) => !macroVariables.includes(name as never)),
      ).toEqual([]);
    }
  });

  it("of macros name what is missing instead of leaving it out", () => {
    expect(
      fillMacro("Hi {{customer.first_name}}, {{ order.name }}", { "order.name": "#1 {{shop.name}}" }),
    ).toEqual({
      text: "Hi {{customer.first_name}}, #1 {{shop.name}}",
      missing: ["customer.first_name"],
    });
  });

  it("of mails stay on one line in a header, whatever a name holds", () => {
    const mail = replyMail({ text: "x", agent: null }, { order: "#1", shop: "{order}", language: "de" });
    expect(mail.subject).toBe("Ihre Bestellung #1 · {order}");
    expect(oneLine("a\r\nBcc: b@c.example\u2028d")).toBe("a Bcc: b@c.example d");
  });
});
