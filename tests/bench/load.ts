import { connect, type Socket } from "node:net";

export type Sample = {
  perSecond: number;
  p50Ms: number;
  p95Ms: number;
  p99Ms: number;
  maxMs: number;
  failed: number;
};

export type Outgoing = { method: string; path: string; headers: Record<string, string>; body: string };
export type Answered = { status: number; body: string };

/**
 * A kept-alive connection that sends one request at a time. It does less for a request than the runtime's own client,
 * so that on a shared machine more of a figure is the server's.
 */
export class Connection {
  readonly #url: URL;
  #socket: Socket | undefined;
  #received = Buffer.alloc(0);
  #settle: { resolve(answer: Answered): void; reject(error: Error): void } | undefined;

  constructor(origin: string) {
    this.#url = new URL(origin);
  }

  ask({ method, path, headers, body }: Outgoing): Promise<Answered> {
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    const length = Buffer.byteLength(body);
    const text = `${method} ${path} HTTP/1.1\r\nhost: ${this.#url.host}\r\n${lines.join("")}content-length: ${length}\r\n\r\n${body}`;
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
      this.#open().write(text);
    });
  }

  close(): void {
    this.#socket?.destroy();
    this.#socket = undefined;
  }

  #open(): Socket {
    if (this.#socket && !this.#socket.destroyed) return this.#socket;
    this.#received = Buffer.alloc(0);
    const socket = connect(Number(this.#url.port), this.#url.hostname);
    socket.setNoDelay(true);
    socket.on("data", (chunk) => {
      this.#received = this.#received.length ? Buffer.concat([this.#received, chunk]) : chunk;
      const answer = readAnswer(this.#received);
      if (!answer) return;
      this.#received = Buffer.alloc(0);
      this.#settle?.resolve(answer);
    });
    const lost = (error?: Error) => {
      if (this.#socket === socket) this.#socket = undefined;
      this.#settle?.reject(error ?? new Error("the connection was closed"));
    };
    socket.on("error", lost);
    socket.on("close", () => lost());
    this.#socket = socket;
    return socket;
  }
}

/** A whole answer with its length or in chunks, or null while some of it is missing. */
function readAnswer(received: Buffer): Answered | null {
  const end = received.indexOf("\r\n\r\n");
  if (end < 0) return null;
  const head = received.toString("latin1", 0, end).toLowerCase();
  const status = Number(head.slice(9, 12));
  const length = /\r\ncontent-length: (\d+)/.exec(head)?.[1];
  const body = received.subarray(end + 4);
  if (length !== undefined) return body.length < Number(length) ? null : { status, body: body.toString() };
  return body.toString("latin1", body.length - 5) === "0\r\n\r\n"
    ? { status, body: unchunked(body.toString()) }
    : null;
}

function unchunked(text: string): string {
  return text.replace(/(^|\r\n)[0-9a-f]+\r\n/g, "").trimEnd();
}

export type Load = {
  connections: number;
  seconds: number;
  /** The next request; null when there is nothing left to ask. */
  make(): Outgoing | null;
};

/** Sends requests over so many connections, each as soon as the one before is answered. */
export async function load(origin: string, { connections, seconds, make }: Load): Promise<Sample> {
  const until = performance.now() + seconds * 1_000;
  const took: number[] = [];
  let failed = 0;
  const one = async () => {
    const connection = new Connection(origin);
    for (let next = make(); next && performance.now() < until; next = make()) {
      const startedAt = performance.now();
      const { status } = await connection.ask(next).catch(() => ({ status: 0 }));
      took.push(performance.now() - startedAt);
      if (status < 200 || status > 299) failed += 1;
    }
    connection.close();
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: connections }, one));
  const elapsed = (performance.now() - startedAt) / 1_000;
  return { perSecond: round(took.length / elapsed), failed, ...percentiles(took) };
}

/** Sends so many requests a second whether or not those before are answered, as many buyers do. */
export async function steadily(
  origin: string,
  { perSecond, seconds, make }: { perSecond: number; seconds: number; make(): Outgoing },
): Promise<Sample> {
  const took: number[] = [];
  const idle: Connection[] = [];
  let failed = 0;
  const one = async () => {
    const connection = idle.pop() ?? new Connection(origin);
    const startedAt = performance.now();
    const { status } = await connection.ask(make()).catch(() => ({ status: 0 }));
    took.push(performance.now() - startedAt);
    if (status !== 200) failed += 1;
    idle.push(connection);
  };
  const all: Promise<void>[] = [];
  const startedAt = performance.now();
  for (let count = 0; count < perSecond * seconds; count++) {
    const due = startedAt + (count * 1_000) / perSecond;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
    all.push(one());
  }
  await Promise.all(all);
  for (const connection of idle) connection.close();
  return { perSecond, failed, ...percentiles(took) };
}

/** Nearest-rank percentiles of durations in milliseconds. */
export function percentiles(took: number[]): { p50Ms: number; p95Ms: number; p99Ms: number; maxMs: number } {
  const sorted = took.toSorted((a, b) => a - b);
  const at = (share: number) => round(sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0);
  return { p50Ms: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99), maxMs: at(1) };
}

export const round = (value: number) => Math.round(value * 100) / 100;
