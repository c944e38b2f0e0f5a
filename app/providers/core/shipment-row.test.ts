import { describe, expect, it } from "vitest";
import { planReading, type ReadingPlan, type ShipmentMap, suggestColumns } from "./shipment-map";
import { readShipment, sameShipment } from "./shipment-row";

const headings = ["Id", "Carrier", "Mode", "Country", "Promised", "Delivered", "Kg", "Freight", "Late?"];
const map: ShipmentMap = {
  columns: {
    externalId: "Id",
    provider: "Carrier",
    mode: "Mode",
    destination: "Country",
    promisedOn: "Promised",
    deliveredOn: "Delivered",
    weightKg: "Kg",
    freight: "Freight",
  },
  dateFormats: ["YYYY-MM-DD", "D/M/YYYY", "M/D/YYYY"],
  currency: "usd",
};

function plan(): ReadingPlan {
  const planned = planReading(map, headings);
  if (!planned.ok) throw new Error(planned.problem);
  return planned.value;
}

const good = ["A-1", "DHL Express", "Air", "Brazil", "2026-03-10", "2026-03-12", "1.25", "12.30", "no"];
const at = { Id: 0, Carrier: 1, Mode: 2, Country: 3, Promised: 4, Delivered: 5, Kg: 6, Freight: 7, Late: 8 };
const today = "2026-11-23";

function read(change: Partial<Record<keyof typeof at, string>> = {}, more: string[] = []) {
  const cells = [...good, ...more];
  for (const [name, value] of Object.entries(change)) cells[at[name as keyof typeof at]] = value;
  const { shipment, refused, unplaced } = readShipment(cells, 7, plan(), today);
  return {
    shipment,
    unplaced,
    refused: refused.map(({ column, reason, wholeRow }) => `${column} ${reason}${wholeRow ? "!" : ""}`),
  };
}

describe("readShipment", () => {
  it("reads every field of a row", () => {
    expect(read()).toEqual({
      refused: [],
      unplaced: false,
      shipment: {
        externalId: "A-1",
        provider: "DHL Express",
        mode: "Air",
        country: "BR",
        promisedOn: "2026-03-10",
        deliveredOn: "2026-03-12",
        weightGrams: 1_250,
        freightMillionths: "12300000",
        currency: "USD",
      },
    });
  });

  it("leaves out only the cells it cannot read, and counts a row without a day of delivery as not delivered", () => {
    const { shipment, refused } = read({
      Delivered: "Date Not Captured",
      Kg: "Weight Captured Separately",
      Freight: "Invoiced Separately",
    });
    expect(refused).toEqual(["deliveredOn not-a-date", "weightKg not-a-number", "freight not-a-number"]);
    expect(shipment).toMatchObject({
      externalId: "A-1",
      deliveredOn: null,
      weightGrams: null,
      freightMillionths: null,
      currency: null,
    });
  });

  it("takes an empty cell for nothing said", () => {
    const { shipment, refused } = read({
      Carrier: "",
      Mode: "",
      Country: "",
      Delivered: "",
      Kg: "",
      Freight: "",
    });
    expect(refused).toEqual([]);
    expect(shipment).toMatchObject({ provider: null, mode: null, country: null, deliveredOn: null });
  });

  it("refuses the row that lacks its number or its promised day", () => {
    expect(read({ Id: " " })).toMatchObject({ shipment: null, refused: ["externalId missing!"] });
    expect(read({ Promised: "" })).toMatchObject({ shipment: null, refused: ["promisedOn missing!"] });
    expect(read({ Promised: "soon", Kg: "x" })).toMatchObject({
      shipment: null,
      refused: ["promisedOn not-a-date!", "weightKg not-a-number"],
    });
  });

  it("does not choose between two formats that name two days", () => {
    expect(read({ Delivered: "3/4/2026" })).toMatchObject({
      refused: ["deliveredOn ambiguous-date"],
      shipment: { deliveredOn: null },
    });
    expect(read({ Delivered: "25/3/2026" }).shipment).toMatchObject({ deliveredOn: "2026-03-25" });
  });

  it("tells late from the days alone, however a flag beside them is turned", () => {
    const flags = ["yes", "no", "1", "0", ""].map((Late) => read({ Late }).shipment);
    expect(flags).toEqual(Array(5).fill(read().shipment));
  });

  it("keeps a formula as the text it is, and takes none for a number", () => {
    const { shipment, refused } = read({
      Id: '="00123"',
      Carrier: '=HYPERLINK("x","y")',
      Kg: "=1+1",
      Freight: "@SUM(A1)",
    });
    expect(shipment).toMatchObject({ externalId: '="00123"', provider: '=HYPERLINK("x","y")' });
    expect(refused).toEqual(["weightKg not-a-number", "freight not-a-number"]);
  });

  it("refuses NULs, other control characters and what the decoder could not read", () => {
    expect(read({ Id: "A\u0000" })).toMatchObject({
      shipment: null,
      refused: ["externalId unreadable-characters!"],
    });
    expect(read({ Carrier: "D\ufffdL" }).refused).toEqual(["provider unreadable-characters"]);
    expect(read({ Mode: "\u001bAir" }).refused).toEqual(["mode unreadable-characters"]);
  });

  it("refuses deliveries that have not happened, weights nobody carries, and cells nobody reads", () => {
    expect(read({ Delivered: "2026-11-24" }).refused).toEqual(["deliveredOn future-date"]);
    expect(read({ Delivered: "2026-11-23" }).refused).toEqual([]);
    expect(read({ Kg: "-1", Freight: "-1" }).refused).toEqual(["weightKg negative"]);
    expect(read({ Kg: "2000001" }).refused).toEqual(["weightKg too-heavy"]);
    expect(read({ Mode: "x".repeat(61), Id: "y".repeat(201) }).refused).toEqual([
      "externalId too-long!",
      "mode too-long",
    ]);
  });

  it("refuses the row whose cells have moved past the headings, and reads a shorter one as it is", () => {
    expect(read({}, ["", ""]).refused).toEqual([]);
    expect(read({}, ["", "moved"])).toMatchObject({ shipment: null, refused: ["null too-many-cells!"] });
    const short = readShipment(["A-2", "", "", "", "2026-03-10"], 1, plan(), today);
    expect(short).toMatchObject({ refused: [], shipment: { externalId: "A-2", deliveredOn: null } });
  });

  it("says which destinations are no country, and takes no carrier from a cell that names none", () => {
    expect(read({ Country: "Atlantis", Carrier: "Other" })).toMatchObject({
      unplaced: true,
      refused: [],
      shipment: { country: null, provider: null },
    });
  });

  it("knows a row that says the same again, and each field that says something else", () => {
    const first = read().shipment;
    const again = read().shipment;
    if (!first || !again) throw new Error("the row was not read");
    expect(sameShipment(first, again)).toBe(true);
    const changes = {
      Carrier: "4PX",
      Mode: "Sea",
      Country: "DE",
      Promised: "2026-03-11",
      Delivered: "",
      Kg: "2",
      Freight: "1",
    };
    for (const [name, value] of Object.entries(changes)) {
      const other = read({ [name]: value }).shipment;
      expect(other && sameShipment(first, other), name).toBe(false);
    }
  });
});

describe("planReading", () => {
  const refused = (change: Partial<ShipmentMap>, columns: ShipmentMap["columns"] = {}) => {
    const planned = planReading({ ...map, ...change, columns: { ...map.columns, ...columns } }, [
      ...headings,
      "Kg ",
    ]);
    return planned.ok ? "ok" : `${planned.problem} ${planned.at}`;
  };

  it("says what stands in the way of a map, and where", () => {
    expect(refused({}, { weightKg: null })).toBe("ok");
    expect(refused({})).toBe("column-twice Kg");
    expect(refused({}, { weightKg: null, externalId: "" })).toBe("required-column externalId");
    expect(refused({}, { weightKg: null, mode: "Modus" })).toBe("no-such-column Modus");
    expect(refused({ dateFormats: [] }, { weightKg: null })).toBe("no-date-format promisedOn");
    expect(refused({ dateFormats: ["YYYY"] }, { weightKg: null })).toBe("bad-date-format YYYY");
    expect(refused({ currency: null }, { weightKg: null })).toBe("bad-currency freight");
    expect(refused({ currency: "US$" }, { weightKg: null })).toBe("bad-currency US$");
    expect(refused({ currency: null }, { weightKg: null, freight: null })).toBe("ok");
  });
});

describe("suggestColumns", () => {
  it("finds the columns of exports it has never seen, each heading once", () => {
    expect(
      suggestColumns([
        "ID",
        "Country",
        "Vendor",
        "Shipment Mode",
        "Scheduled Delivery Date",
        "Delivered to Client Date",
        "Weight (Kilograms)",
        "Freight Cost (USD)",
      ]),
    ).toEqual({
      externalId: "ID",
      provider: "Vendor",
      mode: "Shipment Mode",
      destination: "Country",
      promisedOn: "Scheduled Delivery Date",
      deliveredOn: "Delivered to Client Date",
      weightKg: "Weight (Kilograms)",
      freight: "Freight Cost (USD)",
    });
    expect(suggestColumns(["订单号", "承运商", "签收日期"])).toEqual({
      externalId: "订单号",
      provider: "承运商",
      deliveredOn: "签收日期",
    });
  });

  it("suggests no heading that stands there twice", () => {
    expect(suggestColumns(["id", "Country", "Country"])).toEqual({ externalId: "id" });
  });
});
