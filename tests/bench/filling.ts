import { randomUUID } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { closeDatabase, inShop } from "../../app/db.server";
import { rulesOfKey } from "../../app/doors/carrier-rules.server";
import { stopQueue } from "../../app/jobs/queue.server";
import type { Draft } from "../../app/shipping/core/service-form";
import { formFor } from "../../app/surveys/core/form";
import { currentVersion } from "../../app/surveys/core/item-bank";
import { filledShop } from "../support/filled-shop";
import { prepareQueues, runJobs } from "../support/run-jobs";
import { approvedProvider, carrierKey, staffOf, typedService } from "../support/shipping";
import { installedShop } from "../support/shops";
import { storeOrder } from "../support/surveys";

/*
 * Makes a bench's data through the app's own commands, in a process with the app's environment: what is asked for stands as
 * JSON in the file named first, what was made is written to the one named second.
 */

/** What each kind of filling answers. */
export type FilledFor = {
  /** Shops with `services` services of `zones` × `tiers` rules each; the shops after the first have none yet. */
  offers: { shop: string; key: string; providerId: string }[];
  /** Kilobytes that the rules of one more shop hold in a process's memory. */
  memory: number;
  /** Shops with one order each. */
  buyers: { shop: string; orderId: string }[];
  /** The statements every one of these orders' buyers is asked. */
  forms: { version: string; items: string[][] };
  /** A shop with rows in every table. */
  pages: { shop: string; owner: string };
};

export type Filling<Name extends keyof FilledFor> = { name: Name } & {
  offers: { shops: number; services: number; zones: number; tiers: number };
  memory: { keys: string[] };
  buyers: { shops: number };
  forms: { orderIds: string[] };
  pages: object;
}[Name];

const countries = ["DE", "AT", "FR", "NL", "BE", "LU", "IT", "ES", "PT", "PL", "CZ", "SK", "HU", "DK", "SE"];
const more = ["FI", "IE", "GR", "HR", "SI", "RO", "BG", "EE", "LV", "LT", "US", "CA", "BR", "AE", "SA"];

function draftOf(zones: number, tiers: number): Partial<Draft> {
  const steps = Array.from({ length: tiers }, (_, at) => ({
    from: String(at * 250),
    to: at === tiers - 1 ? "" : String((at + 1) * 250),
    price: `${9 + at}.90`,
  }));
  return {
    packaging: null,
    zones: [...countries, ...more].slice(0, zones).map((country) => ({
      ...{ countries: country, provinces: "", postcodes: "", transitMin: "2", transitMax: "4" },
      tiers: steps,
    })),
  };
}

const fillings: { [Name in keyof FilledFor]: (filling: Filling<Name>) => Promise<FilledFor[Name]> } = {
  async offers({ shops, services, zones, tiers }) {
    const made: FilledFor["offers"] = [];
    for (let number = 0; number < shops; number++) {
      const shop = await installedShop();
      const ctx = await staffOf(shop);
      const providerId = await approvedProvider(ctx);
      for (let count = 0; number === 0 && count < services; count++) {
        const head = { code: `SERVICE_${String(count).padStart(3, "0")}` };
        const saved = await typedService(ctx, providerId, { head, draft: draftOf(zones, tiers) });
        if (!saved.ok) throw new Error(JSON.stringify(saved));
      }
      made.push({ shop, providerId, key: await carrierKey(ctx) });
    }
    return made;
  },
  async memory({ keys }) {
    const heap = () => {
      globalThis.gc?.();
      return process.memoryUsage().heapUsed;
    };
    const ask = async (key: string) => {
      const found = await rulesOfKey(key, "bench", 30_000);
      if (typeof found === "string") throw new Error(`no rules: ${found}`);
    };
    const [first = "", ...others] = keys;
    await ask(first);
    const before = heap();
    for (const key of others) await ask(key);
    return (heap() - before) / 1024 / others.length;
  },
  async buyers({ shops }) {
    const made: FilledFor["buyers"] = [];
    for (let number = 0; number < shops; number++) {
      const shop = await installedShop();
      const order = await storeOrder(shop);
      made.push({ shop, orderId: String(order.id) });
    }
    await runJobs();
    return made;
  },
  async forms({ orderIds }) {
    const items = orderIds.map((id) => formFor(id, currentVersion).map((item) => item.id));
    return { version: currentVersion, items };
  },
  async pages() {
    const { shop, owner } = await filledShop(`bench${randomUUID().slice(0, 8)}`);
    await inShop(shop, (db) => db.webhookInbox.deleteMany({ where: { shopId: shop, state: "parked" } }));
    return { shop, owner };
  },
};

async function run<Name extends keyof FilledFor>(filling: Filling<Name>): Promise<FilledFor[Name]> {
  return fillings[filling.name](filling);
}

const [asked = "", answer = ""] = process.argv.slice(2);
const filling = JSON.parse(await readFile(asked, "utf8")) as Filling<keyof FilledFor>;
await prepareQueues();
await writeFile(answer, JSON.stringify(await run(filling)));
await stopQueue();
await closeDatabase();
