import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { orderPayload } from "../../support/payloads";
import type { RunningApp } from "./running-app";

/** Sends one new order after the other and remembers which were acknowledged, by delivery id. */
export class SteadySender {
  readonly acknowledged = new Map<string, string>();
  refused = 0;
  #sending = true;
  readonly #loops: Promise<void>[];

  constructor(app: RunningApp, shop: string, options: { senders?: number; note?: string } = {}) {
    const send = async () => {
      while (this.#sending) {
        const order = orderPayload(options.note === undefined ? {} : { note: options.note });
        const id = randomUUID();
        const { status } = await app.deliver({ shop, topic: "orders/create", body: order, id });
        if (status === 200) this.acknowledged.set(id, String(order.id));
        else this.refused += 1;
        await sleep(status === 200 ? 10 : 50);
      }
    };
    this.#loops = Array.from({ length: options.senders ?? 3 }, send);
  }

  async stop(): Promise<void> {
    this.#sending = false;
    await Promise.all(this.#loops);
  }
}
