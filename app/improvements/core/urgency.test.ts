import { describe, expect, it } from "vitest";
import { byUrgency, type Due } from "./urgency";

const now = new Date("2026-11-23T09:00:00Z");
const inHours = (hours: number) => new Date(now.getTime() + hours * 3_600_000);
const kinds = (...tasks: Due[]) => byUrgency(tasks, now).map((task) => task.kind);

describe("today's tasks", () => {
  it("begin with what is due first", () => {
    expect(
      kinds(
        { kind: "vet", dueAt: null },
        { kind: "document", dueAt: inHours(6 * 24) },
        { kind: "claim", dueAt: inHours(47) },
        { kind: "parcel", dueAt: inHours(20) },
        { kind: "answer", dueAt: inHours(0.2) },
      ),
    ).toEqual(["answer", "parcel", "claim", "document", "vet"]);
  });

  it("put a person who waits for an answer within the hour before a parcel that has been overdue for weeks", () => {
    expect(kinds({ kind: "parcel", dueAt: inHours(-500) }, { kind: "answer", dueAt: inHours(0.9) })).toEqual([
      "answer",
      "parcel",
    ]);
  });

  it("put work that failed behind a person who waits and before all else that is overdue", () => {
    const overdue = (kind: Due["kind"]): Due => ({ kind, dueAt: inHours(-30) });
    expect(
      kinds(...(["parcel", "claim", "block", "work", "answer"] as const).map(overdue)).slice(0, 2),
    ).toEqual(["answer", "work"]);
  });

  it("leave a person who has until tomorrow behind a parcel that is overdue", () => {
    expect(kinds({ kind: "answer", dueAt: inHours(5) }, { kind: "parcel", dueAt: inHours(-1) })).toEqual([
      "parcel",
      "answer",
    ]);
  });

  it("end with what can wait, a decision that is ready first", () => {
    expect(
      kinds({ kind: "offer", dueAt: null }, { kind: "vet", dueAt: null }, { kind: "verdict", dueAt: null }),
    ).toEqual(["verdict", "vet", "offer"]);
  });
});
