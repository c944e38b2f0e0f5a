/** What both pages hand to a block, as far as the shared parts need it. */
export type Words = {
  translate(key: string, values?: Record<string, string | number>): string;
  formatDate(date: Date, options?: Intl.DateTimeFormatOptions): string;
  formatNumber(value: number): string;
};

export type Keep = {
  read(key: string): Promise<unknown>;
  write(key: string, value: unknown): Promise<void>;
};

/** Asks one of the app's doors for buyers. Null when there was no answer at all. */
export type Post = (path: string, body: object) => Promise<{ status: number; body: unknown } | null>;

/** Longest wait for the app, in milliseconds. */
const patienceMs = 10_000;

/** A door of the app behind the buyer's session token, which the page renews by itself. */
export function postTo(appUrl: string, token: () => Promise<string>): Post {
  return async (path, body) => {
    try {
      const response = await fetch(`${appUrl}${path}`, {
        method: "POST",
        headers: { Authorization: `Bearer ${await token()}`, "Content-Type": "application/json" },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(patienceMs),
      });
      const answer: unknown = response.ok ? await response.json() : null;
      return { status: response.status, body: answer };
    } catch {
      return null;
    }
  };
}

/** An id for something sent once and perhaps again; the server only asks that nobody else has it. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** Whether the block stands in the merchant's editor: it is shown there, and no buyer has seen it. */
export function inEditor(extension: object): boolean {
  return "editor" in extension && extension.editor !== undefined;
}
