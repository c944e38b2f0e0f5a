import { describe, expect, it } from "vitest";
import { homeStatus, nextStep } from "./home-status";

const well = {
  ...{ needsLogin: false, orders: 12, parked: 0, waiting: 0, oldestWaitingMs: 0 },
  readingPast: false,
};
const owner = { named: true, mayRetry: true, mayChangeRoles: true, teamSize: 1, rolesGiven: false };

describe("the first thing home says", () => {
  it.each([
    ["live", well],
    ["live", { ...well, waiting: 3, oldestWaitingMs: 900 }],
    ["no-orders-yet", { ...well, orders: 0 }],
    ["reading-past", { ...well, orders: 0, readingPast: true }],
    ["live", { ...well, readingPast: true }],
    ["catching-up", { ...well, waiting: 3, oldestWaitingMs: 11_000 }],
    ["parked", { ...well, parked: 1, waiting: 3, oldestWaitingMs: 11_000 }],
    ["needs-login", { ...well, needsLogin: true, parked: 1 }],
  ])("is %s", (status, standing) => expect(homeStatus(standing)).toBe(status));
});

describe("the next step", () => {
  it("is the name for whoever has none, before anything else they could do", () => {
    expect(nextStep({ ...well, parked: 2 }, { ...owner, named: false })).toBe("set-name");
  });

  it("offers only what the person may do", () => {
    expect(nextStep({ ...well, parked: 2 }, owner)).toBe("retry-parked");
    expect(nextStep({ ...well, parked: 2 }, { ...owner, mayRetry: false })).toBe("none");
    expect(nextStep(well, { ...owner, teamSize: 2, mayChangeRoles: false })).toBe("none");
  });

  it("goes from the first order to the team's roles to nothing", () => {
    expect(nextStep({ ...well, orders: 0 }, owner)).toBe("place-first-order");
    expect(nextStep({ ...well, orders: 0, readingPast: true }, owner)).toBe("none");
    expect(nextStep(well, { ...owner, teamSize: 2 })).toBe("assign-roles");
    expect(nextStep(well, { ...owner, teamSize: 2, rolesGiven: true })).toBe("none");
    expect(nextStep(well, owner)).toBe("none");
  });

  it("is opening the app again when the store no longer lets us in", () => {
    expect(nextStep({ ...well, needsLogin: true }, { ...owner, named: false })).toBe("reopen-app");
  });
});
