import { describe, expect, it } from "vitest";
import { standingAt, troublesOf, type Watched } from "./trouble";

// A Monday morning in Berlin.
const sentAt = new Date("2026-11-16T09:00:00Z");
const base: Watched = {
  state: "sent",
  sentAt,
  country: "DE",
  domestic: false,
  promisedBy: null,
  missingSince: null,
  damagedAt: null,
  predictedLateSince: null,
  quiet: false,
  settledAt: null,
  events: [],
};
const event = (status: string, instant: string) => ({ id: instant, status, happenedAt: new Date(instant) });
const at = (instant: string, change: Partial<Watched>) => {
  const parcel = { ...base, ...change };
  return standingAt(troublesOf(parcel), new Date(instant), parcel.country);
};

describe("a parcel's trouble", () => {
  it("is no scan after two business days, over a weekend too", () => {
    expect(at("2026-11-18T08:59:59Z", {}).worst).toBeNull();
    expect(at("2026-11-18T08:59:59Z", {}).nextAt).toEqual(new Date("2026-11-18T09:00:00Z"));
    expect(at("2026-11-18T09:00:00Z", {}).worst).toMatchObject({ kind: "no-scan", turn: "shop" });
    const friday = new Date("2026-11-20T09:00:00Z");
    expect(at("2026-11-23T09:00:00Z", { sentAt: friday }).worst).toBeNull();
    expect(at("2026-11-24T09:00:00Z", { sentAt: friday }).worst?.kind).toBe("no-scan");
  });

  it("is silence: after two business days at home, five abroad, and gone with the next scan", () => {
    const moving: Partial<Watched> = {
      state: "in-transit",
      events: [event("in_transit", "2026-11-17T09:00:00Z")],
    };
    expect(at("2026-11-19T09:00:00Z", { ...moving, domestic: true }).worst?.kind).toBe("silent");
    expect(at("2026-11-24T08:00:00Z", moving).worst).toBeNull();
    expect(at("2026-11-24T09:00:00Z", moving).worst).toMatchObject({ kind: "silent", turn: "carrier" });
    const again = [...(moving.events ?? []), event("in_transit", "2026-11-23T09:00:00Z")];
    expect(at("2026-11-24T09:00:00Z", { ...moving, events: again }).worst).toBeNull();
  });

  it("is a promise that has passed, by the destination's midnight; the gravest is named, the earliest is due", () => {
    const late: Partial<Watched> = { promisedBy: "2026-11-20" };
    expect(at("2026-11-20T22:59:59Z", late).overdue).toBe(false);
    const after = at("2026-11-20T23:00:00Z", late);
    expect(after).toMatchObject({ overdue: true, worst: { kind: "overdue" } });
    expect(after.worst?.dueAt).toEqual(new Date("2026-11-19T09:00:00Z"));
  });

  it("is an attempt, then a second one, whose turn is another's", () => {
    const once = [event("attempted_delivery", "2026-11-17T09:00:00Z")];
    const twice = [...once, event("attempted_delivery", "2026-11-18T09:00:00Z")];
    const state = "attempt-failed";
    expect(at("2026-11-18T10:00:00Z", { state, events: once }).worst).toMatchObject({
      kind: state,
      turn: "buyer",
    });
    expect(at("2026-11-18T10:00:00Z", { state, events: twice }).worst).toMatchObject({
      kind: "attempt-failed-again",
      turn: "shop",
    });
  });

  it("is a parcel nobody collects for three business days", () => {
    const waiting: Partial<Watched> = {
      state: "ready-for-pickup",
      events: [event("ready_for_pickup", "2026-11-17T09:00:00Z")],
    };
    expect(at("2026-11-20T08:59:59Z", waiting).worst).toBeNull();
    expect(at("2026-11-20T09:00:00Z", waiting).worst?.kind).toBe("pickup-waiting");
  });

  it("ends with delivery, unless the buyer says that it is missing", () => {
    const long = "2027-01-20T00:00:00Z";
    expect(at(long, { state: "delivered", promisedBy: "2026-11-20" })).toEqual({
      worst: null,
      overdue: false,
      nextAt: null,
    });
    expect(at(long, { state: "cancelled", promisedBy: "2026-11-20" }).worst).toBeNull();
    const missingSince = new Date("2026-11-25T00:00:00Z");
    expect(at(long, { state: "delivered", missingSince }).worst?.kind).toBe("missing");
  });

  it("is a promise that looks lost, until its day has passed: then it is overdue", () => {
    const predicted: Partial<Watched> = {
      state: "in-transit",
      promisedBy: "2026-11-26",
      predictedLateSince: new Date("2026-11-25T08:00:00Z"),
      events: [event("in_transit", "2026-11-24T09:00:00Z")],
    };
    expect(at("2026-11-25T07:59:59Z", predicted)).toMatchObject({
      worst: null,
      nextAt: new Date("2026-11-25T08:00:00Z"),
    });
    expect(at("2026-11-25T08:00:00Z", predicted).worst).toMatchObject({
      kind: "predicted-late",
      turn: "shop",
      dueAt: new Date("2026-11-26T08:00:00Z"),
    });
    expect(at("2026-11-26T23:00:00Z", predicted).worst).toMatchObject({
      kind: "overdue",
      since: new Date("2026-11-26T23:00:00Z"),
    });
    const lastDay = { ...predicted, predictedLateSince: new Date("2026-11-26T09:00:00Z") };
    expect(at("2026-11-26T10:00:00Z", lastDay).worst?.dueAt).toEqual(new Date("2026-11-26T23:00:00Z"));
  });

  it("is no silence where the carrier never says anything, but is the buyer's word", () => {
    const long = "2027-01-20T00:00:00Z";
    const quiet: Partial<Watched> = { quiet: true, promisedBy: "2026-11-20" };
    expect(at(long, quiet)).toEqual({ worst: null, overdue: false, nextAt: null });
    const missingSince = new Date("2026-11-25T00:00:00Z");
    expect(at(long, { ...quiet, missingSince }).worst?.kind).toBe("missing");
  });

  it("ends with what staff decided, until something new happens", () => {
    const settledAt = new Date("2026-11-25T00:00:00Z");
    const failed: Partial<Watched> = {
      state: "failed",
      promisedBy: "2026-11-20",
      events: [event("failure", "2026-11-24T09:00:00Z")],
      settledAt,
    };
    expect(at("2026-12-24T00:00:00Z", failed).worst).toBeNull();
    const again = [event("failure", "2026-11-26T09:00:00Z")];
    expect(at("2026-12-24T00:00:00Z", { ...failed, events: again }).worst?.kind).toBe("failed");
  });
});
