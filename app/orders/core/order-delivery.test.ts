import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addressVectors } from "../../../tests/support/script-vectors";
import { latestEvent, type ParcelEvent, parcelState, trackingLink } from "./order-delivery";

const event = (change: Partial<ParcelEvent> = {}): ParcelEvent => ({
  id: "1",
  fulfillmentId: "9",
  status: "in_transit",
  happenedAt: new Date("2026-11-22T08:00:00Z"),
  estimatedDeliveryAt: null,
  message: null,
  city: null,
  province: null,
  country: null,
  ...change,
});
const sent = { status: "success", shipmentStatus: null };

describe("the latest event", () => {
  it("is the one that happened last, whatever order the events come in", () => {
    const events = fc.array(
      fc.record({ id: fc.bigInt(1n, 10n ** 19n), at: fc.integer({ min: 0, max: 3 }) }).map(({ id, at }) => {
        return event({ id: String(id), happenedAt: new Date(at * 1000) });
      }),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(events, (list) => {
        const latest = latestEvent(list);
        expect(latestEvent([...list].reverse())?.id).toBe(latest?.id);
        expect(+(latest?.happenedAt ?? 0)).toBe(Math.max(...list.map((one) => +one.happenedAt)));
      }),
    );
  });

  it("of one instant is the one the platform counted last, above 2^53 too", () => {
    const ids = ["9", "10", "9007199254740993", "9007199254740992"];
    expect(latestEvent(ids.map((id) => event({ id })))?.id).toBe("9007199254740993");
  });

  it("of none is null", () => {
    expect(latestEvent([])).toBeNull();
  });
});

describe("where a parcel is", () => {
  it.each([
    ["label_printed", "announced"],
    ["carrier_picked_up", "in-transit"],
    ["out_for_delivery", "out-for-delivery"],
    ["attempted_delivery", "delivery-attempted"],
    ["delivered", "delivered"],
    ["failure", "failed"],
  ])("follows the latest event: %s is %s", (status, state) => {
    expect(parcelState(sent, [event({ status })])).toBe(state);
  });

  it("is what the last telling event said when a later one has an unknown word", () => {
    const later = event({ id: "2", status: "teleported", happenedAt: new Date("2026-11-23T00:00:00Z") });
    expect(parcelState(sent, [event(), later])).toBe("in-transit");
  });

  it("is what the store noted while there is no event, and sent when it noted nothing", () => {
    expect(parcelState({ ...sent, shipmentStatus: "delivered" }, [])).toBe("delivered");
    expect(parcelState(sent, [])).toBe("sent");
    expect(parcelState({ ...sent, shipmentStatus: "constructor" }, [event({ status: "toString" })])).toBe(
      "sent",
    );
  });

  it("is nowhere once its fulfillment was cancelled or failed", () => {
    expect(parcelState({ ...sent, status: "cancelled" }, [event()])).toBe("cancelled");
    expect(parcelState({ ...sent, status: "failure" }, [])).toBe("not-sent");
  });
});

describe("a tracking link", () => {
  it("keeps web addresses and names their host", () => {
    expect(trackingLink(" https://track.example/p?n=1 ")).toEqual({
      url: "https://track.example/p?n=1",
      host: "track.example",
    });
    expect(trackingLink("http://track.example:8080/1")?.host).toBe("track.example:8080");
  });

  it("shows letters that only look alike for what they are", () => {
    expect(trackingLink("https://аpple.example/")?.host).toMatch(/^xn--/);
  });

  it.each([
    ["none", null],
    ["an empty one", ""],
    ["no address", "JD014600003"],
    ["a script", "javascript:alert(1)"],
    ["a script behind blanks and breaks", " java\nscript:alert(1)"],
    ["a document of its own", "data:text/html,<script>alert(1)</script>"],
    ["a file", "file:///etc/passwd"],
    ["another program", "tel:+123"],
    ["a name that passes for a host", "https://dhl.example@evil.example/"],
    ["half an address", "//evil.example/x"],
  ])("is refused for %s", (_what, address) => {
    expect(trackingLink(address)).toBeNull();
  });

  it.each(addressVectors)("of %j is none, or a web address whose host is told", (address) => {
    const link = trackingLink(address);
    if (link === null) return;
    const read = new URL(link.url);
    expect(read.protocol).toMatch(/^https?:$/);
    expect([read.username, read.password, read.host]).toEqual(["", "", link.host]);
    expect(link.url).not.toMatch(/["<>\s]/);
  });
});
