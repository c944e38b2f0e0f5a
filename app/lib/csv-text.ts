/** Encodings a file of rows may be in; the last is what remains when it is none of the others. */
export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "gb18030" | "windows-1252";

/** How far a file has been decoded: enough to go on with its next bytes in another process. */
export type Decoding = {
  /** Null while everything so far was ASCII, which reads the same in all of them but UTF-16. */
  encoding: Encoding | null;
  begun: boolean;
  /** Bytes at the end of the last piece that are the beginning of a character, as base64. */
  carried: string;
};

export const nothingDecoded: Decoding = { encoding: null, begun: false, carried: "" };

/** What a piece of bytes read as. `text` is UTF-8 without a byte-order mark; bytes nobody can read are U+FFFD in it. */
export type Decoded = { text: Uint8Array<ArrayBuffer>; decoding: Decoding };

const replacement = /\ufffd/;

/**
 * Decodes the next piece of a file. `last` says that no more follows. The encoding is the byte-order mark's; without one
 * NULs in every other byte mean UTF-16, bytes that are UTF-8 are UTF-8, pairs of high bytes are GB 18030, and what is
 * left is windows-1252. It is settled by the first piece that is not ASCII alone.
 */
export function decodePiece(bytes: Uint8Array, decoding: Decoding, last: boolean): Decoded {
  const all = new Uint8Array(Buffer.concat([Buffer.from(decoding.carried, "base64"), bytes]));
  const encoding = decoding.encoding ?? encodingOf(all, decoding.begun, last);
  const usable = last || encoding === null ? all.length : wholeCharacters(all, encoding);
  const read = new TextDecoder(encoding ?? "utf-8", { ignoreBOM: decoding.begun }).decode(
    all.subarray(0, usable),
  );
  return {
    text: new Uint8Array(Buffer.from(read)),
    decoding: { encoding, begun: true, carried: Buffer.from(all.subarray(usable)).toString("base64") },
  };
}

function encodingOf(bytes: Uint8Array, begun: boolean, last: boolean): Encoding | null {
  const [a, b, c] = bytes;
  if (!begun && a === 0xef && b === 0xbb && c === 0xbf) return "utf-8";
  if (!begun && a === 0xff && b === 0xfe) return "utf-16le";
  if (!begun && a === 0xfe && b === 0xff) return "utf-16be";
  if (!begun && mostlyNul(bytes, 1)) return "utf-16le";
  if (!begun && mostlyNul(bytes, 0)) return "utf-16be";
  if (bytes.every((byte) => byte < 0x80)) return null;
  const usable = last ? bytes.length : wholeCharacters(bytes, "utf-8");
  if (!replacement.test(new TextDecoder("utf-8").decode(bytes.subarray(0, usable)))) return "utf-8";
  return highBytesInPairs(bytes) ? "gb18030" : "windows-1252";
}

/** Whether most bytes at even (0) or odd (1) places are NUL, as Latin text in UTF-16 has them. */
function mostlyNul(bytes: Uint8Array, place: 0 | 1): boolean {
  const looked = Math.min(bytes.length, 4_096);
  if (looked < 8) return false;
  let nul = 0;
  for (let at = place; at < looked; at += 2) if (bytes[at] === 0) nul += 1;
  return nul > looked / 4;
}

/** Chinese text in GB 2312 has its bytes above 7F in pairs from A1 up; western text has them one by one. */
function highBytesInPairs(bytes: Uint8Array): boolean {
  let run = 0;
  for (const byte of bytes) {
    if (byte >= 0xa1) run += 1;
    else if (byte >= 0x80 || run % 2 === 1) return false;
    else run = 0;
  }
  return true;
}

/** How many of the bytes make whole characters; the rest is at most the beginning of one. */
function wholeCharacters(bytes: Uint8Array, encoding: Encoding): number {
  const { length } = bytes;
  if (encoding === "windows-1252") return length;
  if (encoding === "utf-8") return length - utf8Tail(bytes);
  if (encoding === "gb18030") return length - gbTail(bytes);
  const even = length - (length % 2);
  const high = bytes[encoding === "utf-16le" ? even - 1 : even - 2] ?? 0;
  return high >= 0xd8 && high <= 0xdb ? even - 2 : even;
}

function utf8Tail(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) {
      const needs = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return back < needs ? back : 0;
    }
  }
  return 0;
}

/** The bytes after the last ASCII control or space, at most a line's worth, when they do not end on a character. */
function gbTail(bytes: Uint8Array): number {
  let from = bytes.length;
  while (from > 0 && (bytes[from - 1] ?? 0) > 0x20) from -= 1;
  let at = from;
  for (; at < bytes.length; ) {
    const lead = bytes[at] ?? 0;
    const four = lead >= 0x81 && (bytes[at + 1] ?? 0) >= 0x30 && (bytes[at + 1] ?? 0) <= 0x39;
    const width = lead < 0x81 ? 1 : four ? 4 : 2;
    if (at + width > bytes.length) return bytes.length - at;
    at += width;
  }
  return 0;
}
