import { describe, expect, it } from "vitest";
import { type DayFormat, dayFormat, readDay, suggestFormats } from "./written-day";

const formats = (...names: string[]) => names.map((name) => dayFormat(name) as DayFormat);
const day = (text: string, ...names: string[]) => {
  const read = readDay(text, formats(...names));
  return read.ok ? read.value : read.problem;
};

describe("readDay", () => {
  it("reads what a format describes, in the notations of spreadsheets, Unicode and POSIX alike", () => {
    for (const name of ["D-MMM-YY", "d-MMM-yy", "%d-%b-%y", "DD-MMM-YY"]) {
      expect(day("2-Jun-06", name)).toBe("2006-06-02");
    }
    expect(day("10/18/2017 0:00", "M/D/YYYY H:mm")).toBe("2017-10-18");
    expect(day("18. März 2024", "D. MMMM YYYY")).toBe("2024-03-18");
    expect(day("2024年3月18日", "YYYY年M月D日")).toBe("2024-03-18");
  });

  it("takes the day as it is written, whatever time or zone stands beside it", () => {
    expect(day("2024-03-18T23:59:59-11:00", "YYYY-MM-DDTHH:mm:ssZ")).toBe("2024-03-18");
    expect(day("2024-03-18 00:00:00.000", "YYYY-MM-DD HH:mm:ss")).toBe("2024-03-18");
  });

  it("reads mixed formats by the one that fits, and refuses a cell two of them read differently", () => {
    const both = ["D/M/YYYY", "M/D/YYYY"];
    expect(day("25/3/2024", ...both)).toBe("2024-03-25");
    expect(day("3/25/2024", ...both)).toBe("2024-03-25");
    expect(day("3/3/2024", ...both)).toBe("2024-03-03");
    expect(day("3/4/2024", ...both)).toBe("ambiguous-date");
  });

  it("refuses words, days that do not exist, and days nobody ships on", () => {
    for (const text of ["Date Not Captured", "", "30-Feb-24", "1-Foo-24", "45000", "1-Jan-2024"]) {
      expect(day(text, "D-MMM-YY")).toBe("not-a-date");
    }
    expect(day("0024-03-18", "YYYY-MM-DD")).toBe("far-date");
    expect(day("31-Dec-69", "D-MMM-YY")).toBe("2069-12-31");
    expect(day("1-Jan-70", "D-MMM-YY")).toBe("1970-01-01");
  });

  it("takes no time at all over a cell made to be slow", () => {
    const started = performance.now();
    for (const name of ["D-MMM-YY", "MMM D, YYYY", "YYYY-MM-DD HH:mm:ss"]) day("1".repeat(200_000), name);
    expect(performance.now() - started).toBeLessThan(500);
  });
});

describe("dayFormat", () => {
  it("refuses what describes no whole day", () => {
    for (const name of ["", "YYYY-MM", "DD/DD/YYYY", "QQQQ", "D-M-Y", "foo", "%q"])
      expect(dayFormat(name)).toBeNull();
  });
});

describe("suggestFormats", () => {
  it("finds the formats of the cells, the likelier of two orders first", () => {
    expect(suggestFormats(["2-Jun-06", "Date Not Captured", "14-Nov-06"])).toEqual(["D-MMM-YY"]);
    expect(suggestFormats(["10/18/2017 0:00", "7/3/2017 21:25"])).toEqual(["M/D/YYYY HH:mm"]);
    expect(suggestFormats(["18/10/2017", "3/7/2017", "2017-10-18"])).toEqual(["YYYY-MM-DD", "D/M/YYYY"]);
  });

  it("suggests nothing for cells that hold no days", () => {
    expect(suggestFormats(["", "yes", "12"])).toEqual([]);
  });
});
