import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** What the road between app and database does to what passes. */
export type Road =
  | "open"
  /** Takes connections and bytes and passes nothing on, now or later, without closing: a frozen host, a cable pulled out. */
  | "silent"
  /** Closes every connection and takes no new one. */
  | "refused"
  /** Holds back each piece by so many milliseconds. */
  | { delayMs: number }
  /** Passes at most so many bytes ten times a second. */
  | { trickleBytes: number };

/** A TCP proxy on the loopback interface that can be told, while it runs, to be a bad road. */
export class TcpProxy {
  road: Road = "open";
  /** Connections cut by `cutAt` so far. */
  cuts = 0;
  #target = 0;
  readonly #server: Server;
  readonly #pairs = new Map<Socket, Socket>();
  readonly #stranded = new WeakSet<Socket>();
  #cutAt: { bytes: Buffer; when: "before" | "after"; left: number } | null = null;

  private constructor() {
    this.#server = createServer((client) => this.#join(client));
  }

  static async start(): Promise<TcpProxy> {
    const proxy = new TcpProxy();
    proxy.#server.listen(0, "127.0.0.1");
    await once(proxy.#server, "listening");
    return proxy;
  }

  get port(): number {
    const address = this.#server.address();
    if (address === null || typeof address === "string") throw new Error("the proxy does not listen");
    return address.port;
  }

  /** Puts this proxy before the database of an address, and answers the address through it. */
  before(url: string): string {
    const through = new URL(url);
    this.#target = Number(through.port);
    through.port = String(this.port);
    return through.href;
  }

  /** How many connections pass through it now. */
  get connections(): number {
    return this.#pairs.size;
  }

  /**
   * Cuts the next `times` connections on which the app sends `text`: `before` it reaches the database, or `after` it did
   * and before the answer comes back.
   */
  cutAt(text: string, when: "before" | "after", times: number): void {
    this.#cutAt = { bytes: Buffer.from(text), when, left: times };
  }

  /** Ends every connection as a lost network does: a reset to both sides. */
  cutAll(): void {
    for (const client of [...this.#pairs.keys()]) this.#cut(client);
  }

  /** Leaves every connection there is without any further word, for good, while new ones pass. */
  strand(): void {
    for (const socket of this.#pairs.keys()) this.#stranded.add(socket);
  }

  async stop(): Promise<void> {
    this.cutAll();
    this.#server.close();
    await once(this.#server, "close");
  }

  #join(client: Socket): void {
    client.on("error", () => {});
    if (this.road === "refused") {
      client.resetAndDestroy();
      return;
    }
    const server = connect({ host: "127.0.0.1", port: this.#target });
    server.on("error", () => client.destroy());
    this.#pairs.set(client, server);
    client.on("close", () => this.#cut(client));
    server.on("close", () => this.#cut(client));
    void this.#carry(client, client, server, (piece) => this.#isCut(client, server, piece));
    void this.#carry(client, server, client, () => false);
  }

  /** Piece by piece, so that what comes later waits behind what is held back. */
  async #carry(client: Socket, from: Socket, to: Socket, isCut: (piece: Buffer) => boolean): Promise<void> {
    try {
      for await (const piece of from as AsyncIterable<Buffer>) {
        if (this.road === "silent") this.#stranded.add(client);
        if (this.#stranded.has(client)) continue;
        if (typeof this.road === "object" && "delayMs" in this.road) await sleep(this.road.delayMs);
        if (isCut(piece)) return;
        for (let at = 0; at < piece.length; ) {
          const { road } = this;
          const most = typeof road === "object" && "trickleBytes" in road ? road.trickleBytes : piece.length;
          to.write(piece.subarray(at, at + most));
          at += most;
          if (at < piece.length) await sleep(100);
        }
      }
      to.end();
    } catch {
      to.destroy();
    }
  }

  #isCut(client: Socket, server: Socket, piece: Buffer): boolean {
    const cut = this.#cutAt;
    if (!cut || cut.left === 0 || !piece.includes(cut.bytes)) return false;
    cut.left -= 1;
    this.cuts += 1;
    if (cut.when === "before") {
      this.#cut(client);
    } else {
      // The database has it all, and commits; the app learns nothing.
      client.resetAndDestroy();
      server.end(piece);
    }
    return true;
  }

  #cut(client: Socket): void {
    const server = this.#pairs.get(client);
    this.#pairs.delete(client);
    if (!client.destroyed) client.resetAndDestroy();
    if (server && !server.destroyed && !server.writableEnded) server.resetAndDestroy();
  }
}
