import { describe, expect, it } from "vitest";
import { mayGoOn, readOpening, readUninstall, redactionReach, type ShopLife } from "./lifecycle";

const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 12, minute));
const installed: ShopLife = { state: "installed", authorizedAt: at(10), uninstalledAt: null };
const uninstalled: ShopLife = { state: "uninstalled", authorizedAt: at(10), uninstalledAt: at(20) };
const redacted: ShopLife = { ...uninstalled, state: "redacted" };

describe("opening the app", () => {
  it("installs an unknown shop and is merely seen on an installed one", () => {
    expect(readOpening(null, at(1))).toBe("install");
    expect(readOpening(installed, at(1))).toBe("seen");
  });

  it("brings an uninstalled shop back only with a token issued after the uninstall", () => {
    expect(readOpening(uninstalled, at(21))).toBe("reinstall");
    expect(readOpening(redacted, at(21))).toBe("reinstall");
    expect(readOpening(uninstalled, at(20))).toBe("stale");
    expect(readOpening(redacted, at(5))).toBe("stale");
  });
});

describe("work in the background", () => {
  const begun = { state: "installed", epoch: 2, keyed: true } as const;
  const usual = { alsoWhenUninstalled: false };
  const also = { alsoWhenUninstalled: true };

  it("goes on in the install it began in, and in no other", () => {
    expect(mayGoOn(begun, begun, usual)).toBe(true);
    expect(mayGoOn(begun, { ...begun, epoch: 3 }, usual)).toBe(false);
    expect(mayGoOn(begun, { ...begun, epoch: 3 }, also)).toBe(false);
    expect(mayGoOn(begun, null, also)).toBe(false);
  });

  it("ends with an uninstall, or where it is meant for that, with the keys", () => {
    const removed = { ...begun, state: "uninstalled" } as const;
    expect(mayGoOn(begun, removed, usual)).toBe(false);
    expect(mayGoOn(begun, removed, also)).toBe(true);
    expect(mayGoOn(begun, { ...removed, keyed: false }, also)).toBe(false);
  });

  it("that began without keys, to erase, goes on without them", () => {
    const erased = { state: "redacted", epoch: 2, keyed: false } as const;
    expect(mayGoOn(erased, erased, also)).toBe(true);
  });
});

describe("an uninstall", () => {
  it("counts when nothing newer proves the app installed", () => {
    expect(readUninstall(installed, at(11))).toBe("uninstall");
  });

  it("is stale when an id token was issued after it", () => {
    expect(readUninstall(installed, at(9))).toBe("stale");
  });

  it("is already known for a shop that is gone or was never here", () => {
    expect(readUninstall(uninstalled, at(30))).toBe("known");
    expect(readUninstall(null, at(30))).toBe("known");
  });
});

describe("a demand to erase a shop", () => {
  it("takes everything of an uninstalled shop and nothing twice", () => {
    expect(redactionReach(uninstalled)).toEqual({ all: true });
    expect(redactionReach(redacted)).toBe("nothing");
    expect(redactionReach(null)).toBe("nothing");
  });

  it("takes only what is older than the uninstall once the shop is back", () => {
    expect(redactionReach({ ...installed, uninstalledAt: at(5) })).toEqual({ before: at(5) });
    expect(redactionReach(installed)).toBe("nothing");
  });
});
