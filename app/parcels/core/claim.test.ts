import { describe, expect, it } from "vitest";
import { type Claimable, claimOf, usualTerms } from "./claim";

const base: Claimable = {
  state: "in-transit",
  sentAt: new Date("2026-11-16T20:00:00Z"),
  country: "DE",
  promisedBy: "2026-11-20",
  deliveredAt: null,
  missingSince: null,
  damagedAt: null,
  latestEventAt: null,
  quiet: false,
};
/** A shop in Shanghai, where this evening is already tomorrow. */
const dayOf = (at: Date) => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
const claim = (change: Partial<Claimable>) => claimOf({ ...base, ...change }, usualTerms, dayOf);

describe("a claim", () => {
  it("stands for a parcel the carrier lost, sixty of the shop's days after it was sent", () => {
    const latestEventAt = new Date("2026-11-18T08:00:00Z");
    expect(claim({ state: "failed", latestEventAt })).toEqual({
      ground: "lost",
      since: latestEventAt,
      by: "2027-01-16",
    });
    const own = { lostDays: 30, damagedDays: 7 };
    expect(claimOf({ ...base, state: "failed" }, own, dayOf)?.by).toBe("2026-12-17");
  });

  it("stands for a parcel its buyer misses, delivered or not", () => {
    const missingSince = new Date("2026-11-25T08:00:00Z");
    expect(claim({ missingSince })).toMatchObject({ ground: "lost", since: missingSince });
    expect(claim({ missingSince, state: "delivered", deliveredAt: base.sentAt })?.ground).toBe("lost");
  });

  it("stands for damage, fourteen days after delivery", () => {
    const deliveredAt = new Date("2026-11-20T08:00:00Z");
    const damagedAt = new Date("2026-11-22T08:00:00Z");
    expect(claim({ state: "delivered", deliveredAt, damagedAt })).toEqual({
      ground: "damaged",
      since: damagedAt,
      by: "2026-12-04",
    });
  });

  it("will stand ten business days after a promise that passes in silence", () => {
    expect(claim({})).toMatchObject({ ground: "long-late", since: new Date("2026-12-03T23:00:00Z") });
    expect(claim({ quiet: true })).toBeNull();
    expect(claim({ promisedBy: null })).toBeNull();
  });

  it("stands for nothing that arrived, comes back or never left", () => {
    for (const state of ["delivered", "returning", "cancelled", "not-sent"] as const) {
      expect(claim({ state })).toBeNull();
    }
  });
});
