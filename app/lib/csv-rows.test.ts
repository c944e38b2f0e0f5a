import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { longestRow, readRows, type Separator, separatorOf } from "./csv-rows";

/** Reads a whole file a few rows and bytes at a time, as a job does that is begun again after each stretch. */
function all(text: string, { separator = "," as Separator, window = 40, most = 2 } = {}) {
  const bytes = Buffer.from(text);
  const rows: (string[] | "broken")[] = [];
  for (let at = 0, size = window; at < bytes.length; ) {
    const part = bytes.subarray(at, at + size);
    const stretch = readRows(part, { separator, most, last: at + size >= bytes.length });
    if (stretch.state === "short") {
      size *= 2;
      continue;
    }
    rows.push(...stretch.rows.map(({ cells }) => cells));
    if (stretch.state === "broken") rows.push("broken");
    at += stretch.end;
    size = window;
  }
  return rows;
}

describe("readRows", () => {
  it("reads quoted cells over several lines, doubled quotes, and every kind of line end", () => {
    expect(all('a,b\r\n"x\r\ny","say ""hi"""\n\n1,2\r3,é')).toEqual([
      ["a", "b"],
      ["x\r\ny", 'say "hi"'],
      ["1", "2"],
      ["3", "é"],
    ]);
  });

  it("takes a stray quote for a character, and gives up only the row whose quote never closes", () => {
    expect(all('1,5" pipe\n2,"open\n3,c\n4,d\n', { window: 200, most: 50 })).toEqual([
      ["1", '5" pipe'],
      "broken",
      ["3", "c"],
      ["4", "d"],
    ]);
  });

  it("does not keep a file in memory for the sake of a row without an end", () => {
    const endless = Buffer.from(`"${"x\n".repeat(longestRow)}`);
    const { state, end } = readRows(endless.subarray(0, longestRow), {
      separator: ",",
      most: 5,
      last: false,
    });
    expect([state, end]).toEqual(["broken", 3]);
  });

  it("reads any table the same in stretches as it was written", () => {
    const cell = fc.string({
      unit: fc.constantFrom("a", "é", "😀", '"', ",", "\n", "\r", ";", " "),
      maxLength: 8,
    });
    const row = fc.tuple(fc.constantFrom("id", "x"), cell, cell);
    fc.assert(
      fc.property(fc.array(row, { maxLength: 12 }), fc.integer({ min: 1, max: 5 }), (table, most) => {
        const text = table
          .map((cells) => cells.map((one) => `"${one.replaceAll('"', '""')}"`).join(","))
          .join("\n");
        expect(all(text, { most, window: 16 })).toEqual(table);
      }),
    );
  });
});

describe("separatorOf", () => {
  it("finds each separator, also where cells hold another", () => {
    for (const separator of [",", ";", "\t", "|"] as const) {
      const other = separator === "," ? ";" : ",";
      const text = `id${separator}name\n1${separator}"a${other}b"\n2${separator}c\n`;
      expect(separatorOf(Buffer.from(text))).toBe(separator);
    }
    expect(separatorOf(Buffer.from('Id;Weight;Freight\n1;"1,5";"2,75"\n2;3,5;4,75\n'))).toBe(";");
  });

  it("takes a file of one column for commas", () => {
    expect(separatorOf(Buffer.from("id\n1\n2\n"))).toBe(",");
  });
});
