/** A request as the hot paths see it: before any framework, with its body not yet read. */
export type DoorRequest = {
  method: string;
  /** Path without the query. */
  path: string;
  /** What follows the question mark, as it came; empty without one. It may hold secrets and is never logged. */
  query: string;
  requestId: string;
  header(name: string): string | undefined;
  /** The raw bytes; `too-large` past `most` bytes, `cut-off` when the sender went away before the end. */
  readBody(most: number): Promise<Uint8Array | "too-large" | "cut-off">;
};

export type DoorAnswer = { status: number; headers?: Record<string, string>; body?: string };

export type Door = (request: DoorRequest) => Promise<DoorAnswer>;
