import { forJob } from "../../app/authenticate.server";
import type { AdminCtx, BuyerCtx, Ctx } from "../../app/context";
import { type Db, inShop } from "../../app/db.server";
import type { Fact } from "../../app/facts";
import type { Job } from "../../app/jobs/job";
import { listeners } from "../../app/jobs/listeners";
import { sendJob } from "../../app/jobs/queue.server";
import { jobs } from "../../app/jobs/registry.server";
import type { Role } from "../../app/shop/core/permissions";
import { type Memory, withRememberedReads } from "./remembered-reads";

/** Ask the platform: the worker does that once the story is told. */
const workersOwn = new Set([
  "shop.refresh-details",
  "markets.mirror",
  "shipping.register-carrier",
  "shipping.hide-suspended",
]);
/** Nothing waits for an order before it is told: what these look for cannot be there. */
const idle = new Set(["surveys.count-waiting", "tickets.release-held"]);

const byName = new Map<string, Job>(jobs.map((job) => [job.name, job]));

/**
 * Runs the app's own commands with the story's clock. Facts are heard at once, by the handlers that hear them in the
 * worker and in the same transaction, so that a story broken off leaves nothing half told.
 */
export class Teller {
  readonly ctx: Ctx;
  /** What the clock shows. */
  at: Date;
  #db: Db | null = null;
  #facts: Fact[] = [];
  readonly #memory: Memory = { known: new Map(), fresh: false };
  readonly #forWorker = new Set<string>();

  private constructor(ctx: Ctx, at: Date) {
    this.at = at;
    this.ctx = {
      ...ctx,
      now: () => this.at,
      transact: (work) => (this.#db ? work(this.#db) : this.together(async () => work(this.#open()))),
      announce: async (_db, fact) => void this.#facts.push(fact),
      // Buyers of the past have read their mail.
      mail: { configured: true, send: async () => ({ ok: true }) },
    };
  }

  static async of(shop: string, at: Date): Promise<Teller> {
    const ctx = await forJob(shop, "story", { alsoWhenUninstalled: false });
    if (!ctx) throw new Error(`The app is not installed in ${shop}.`);
    return new Teller(ctx, at);
  }

  staff(subject: string, role: Role): AdminCtx {
    return { ...this.ctx, staff: { subject, role, displayName: null }, locale: "en", clientId: "" };
  }

  /** A guest: the token names no customer. */
  get buyer(): BuyerCtx {
    return { ...this.ctx, buyer: { customerId: null, tokenId: "" } };
  }

  /** Does all of `work` or nothing of it. `settled`: it changes no settings, so that they are read once. */
  async together<T>(work: () => Promise<T>, { settled = false } = {}): Promise<T> {
    return inShop(this.ctx.shop.id, async (db) => {
      this.#db = settled ? withRememberedReads(db, this.#memory) : db;
      this.#facts = [];
      this.#memory.known.clear();
      try {
        const result = await work();
        await this.#hearAll();
        return result;
      } finally {
        this.#db = null;
      }
    });
  }

  /** Does `work` at an instant, and whatever hears of it. */
  async tell<T>(at: Date, work: () => Promise<T>): Promise<T> {
    this.at = at;
    const result = await work();
    if (this.#db) await this.#hearAll();
    return result;
  }

  /** Hears a fact of an order that nobody has told of before. */
  async hearFresh(fact: Fact): Promise<void> {
    this.#memory.fresh = true;
    try {
      await this.hear(fact);
    } finally {
      this.#memory.fresh = false;
    }
  }

  /** The facts nobody has heard yet; whoever takes them sees to them. */
  takeFacts(): Fact[] {
    return this.#facts.splice(0);
  }

  async hear(fact: Fact): Promise<void> {
    for (const name of listeners[fact.name]) {
      if (idle.has(name)) continue;
      const job = byName.get(name);
      if (!job || workersOwn.has(name)) this.#forWorker.add(name);
      else await job.run(this.ctx, job.data.parse(fact.data), async () => {});
    }
  }

  /** Leaves to the worker what only it can do, through its own queue. */
  async leaveToWorker(): Promise<string[]> {
    const names = [...this.#forWorker];
    const shop = this.ctx.shop.id;
    for (const name of names) await inShop(shop, (db) => sendJob(db, shop, name));
    this.#forWorker.clear();
    return names;
  }

  async #hearAll(): Promise<void> {
    for (let fact = this.#facts.shift(); fact; fact = this.#facts.shift()) await this.hear(fact);
  }

  #open(): Db {
    if (!this.#db) throw new Error("no transaction is open");
    return this.#db;
  }
}
