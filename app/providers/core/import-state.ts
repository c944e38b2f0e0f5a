/**
 * uploading → mapping (the file is there, somebody says what its columns hold) → checking → checked (somebody looks at what
 * it says) → importing → imported. From checked back to checking with another map. Given up, it is `clearing` until nothing
 * of the file is left, then `expired`.
 */
export const importStates = [
  "uploading",
  "mapping",
  "checking",
  "checked",
  "importing",
  "imported",
  "clearing",
  "expired",
] as const;
export type ImportState = (typeof importStates)[number];

/** States in which a file waits for a person or a job. */
export const openStates: readonly ImportState[] = [
  "uploading",
  "mapping",
  "checking",
  "checked",
  "importing",
];
/** States in which a job has work on it. */
export const workStates: readonly ImportState[] = ["checking", "importing", "clearing"];
/** States in which a map may be given: the file is there and nothing of it is imported. */
export const mappableStates: readonly ImportState[] = ["mapping", "checking", "checked"];

/** Largest file taken from a page, in bytes. */
export const largestFile = 200 * 1024 * 1024;
/** What a page sends at once: with the form around it below what the web process takes. */
export const pieceBytes = 512 * 1024;
/** Days after which a file that nobody goes on with is dropped, and after which the report of an import goes. */
export const keptDays = { open: 2, report: 30 } as const;

/** Why bytes that begin so are no text of rows: a workbook (ZIP or OLE), a PDF, an archive, an image. */
export function foreignFormat(head: Uint8Array): boolean {
  const begins = (...bytes: number[]) => bytes.every((byte, at) => head[at] === byte);
  return (
    begins(0x50, 0x4b, 0x03, 0x04) ||
    begins(0xd0, 0xcf, 0x11, 0xe0) ||
    begins(0x25, 0x50, 0x44, 0x46) ||
    begins(0x1f, 0x8b) ||
    begins(0x89, 0x50, 0x4e, 0x47)
  );
}
