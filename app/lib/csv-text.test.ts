import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodePiece, nothingDecoded } from "./csv-text";

function decoded(bytes: Uint8Array, cuts: readonly number[] = []): string {
  let decoding = nothingDecoded;
  let text = "";
  const ends = [...cuts.map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b), bytes.length];
  let from = 0;
  for (const [index, end] of ends.entries()) {
    const piece = decodePiece(bytes.subarray(from, end), decoding, index === ends.length - 1);
    text += Buffer.from(piece.text).toString();
    decoding = piece.decoding;
    from = end;
  }
  return text;
}

const utf16 = (text: string, order: "le" | "be", mark: boolean) => {
  const bytes = Buffer.from(mark ? `\ufeff${text}` : text, "utf16le");
  return order === "le" ? bytes : bytes.swap16();
};

describe("decodePiece", () => {
  it("reads UTF-8 with and without a byte-order mark, and leaves the mark out", () => {
    expect(decoded(Buffer.from("\ufeffId;Größe\n"))).toBe("Id;Größe\n");
    expect(decoded(Buffer.from("Id;Größe\n"))).toBe("Id;Größe\n");
  });

  it("reads UTF-16 of both orders, with a mark and by its NULs", () => {
    for (const order of ["le", "be"] as const) {
      expect(decoded(utf16("Id,Zoë 😀\n", order, true))).toBe("Id,Zoë 😀\n");
      expect(decoded(utf16("Id,Name,Place\n", order, false))).toBe("Id,Name,Place\n");
    }
  });

  it("reads windows-1252, although its first accent comes after a piece of ASCII", () => {
    const bytes = Buffer.from([
      ...Buffer.from("Id;Name\n1;Caf"),
      0xe9,
      ...Buffer.from(" \u0080\n", "latin1"),
    ]);
    expect(decoded(bytes)).toBe("Id;Name\n1;Café €\n");
    expect(decoded(bytes, [8])).toBe("Id;Name\n1;Café €\n");
  });

  it("reads Chinese text in GB 18030", () => {
    const bytes = Buffer.from([0x31, 0x2c, 0xcb, 0xb3, 0xb7, 0xe1, 0x0a]);
    expect(decoded(bytes)).toBe("1,顺丰\n");
    for (let cut = 0; cut < bytes.length; cut++) expect(decoded(bytes, [cut])).toContain("1,");
  });

  it("marks what is no character in a file that has shown itself as UTF-8", () => {
    const bytes = Buffer.concat([Buffer.from("é\n"), Buffer.from([0xff]), Buffer.from("\n")]);
    expect(decoded(bytes, [3])).toBe("é\n\ufffd\n");
  });

  it("reads the same however the bytes are cut", () => {
    const cuts = fc.array(fc.nat(200), { maxLength: 6 });
    const text = fc.string({ unit: "grapheme", maxLength: 60 });
    fc.assert(
      fc.property(text, cuts, fc.constantFrom("utf-8", "le", "be"), (words, at, kind) => {
        const whole = `é,${words.replaceAll("\ufeff", "")}`.toWellFormed();
        const bytes =
          kind === "utf-8" ? Buffer.from(`\ufeff${whole}`) : utf16(whole, kind as "le" | "be", true);
        // The mark itself is never cut: the first piece of a file is half a megabyte or the whole of it.
        expect(
          decoded(
            bytes,
            at.map((cut) => Math.max(cut, 3)),
          ),
        ).toBe(whole);
      }),
    );
  });
});
