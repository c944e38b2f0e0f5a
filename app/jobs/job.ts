import type { z } from "zod";
import type { Ctx } from "../context";

/** Pages through everything a shop's job may need to be retried: how the queue treats it. */
export type QueueOptions = {
  /**
   * `one-per-shop`: at most one waits for a shop; another would do the same work again. `one-at-a-time`: moreover at
   * most one runs, so that of two answers to an outside party the later state is the last it hears.
   */
  concurrency: "any" | "one-per-shop" | "one-at-a-time";
  retryLimit: number;
  /** Seconds before the first retry, and at most; it doubles in between. */
  retryDelay: number;
  retryDelayMax: number;
  /** Seconds a run may take; after that it counts as failed. A job whose worker vanished runs again sooner. */
  expireInSeconds: number;
};

export const usualQueue: QueueOptions = {
  concurrency: "any",
  retryLimit: 8,
  retryDelay: 2,
  retryDelayMax: 900,
  expireInSeconds: 60,
};

/**
 * A piece of background work for one shop. It runs at least once, so its effect must be the same the second time.
 * Its data holds ids and times only.
 */
export type Job<Data = unknown> = {
  name: string;
  data: z.ZodType<Data>;
  queue: QueueOptions;
  /** Cron expression (UTC): runs for every shop then. */
  cron?: string;
  /** Shops whose job is due but may have been lost: asked every few seconds, and sent to again. */
  shopsInNeed?(): Promise<string[]>;
  /** Work that goes on after the app was removed from the store: erasing, and the uninstall itself. */
  alsoWhenUninstalled?: boolean;
  run(ctx: Ctx, data: Data, again: () => Promise<void>): Promise<void>;
};

/** Keeps the data type between a job's shape and its code, and forgets it for the registry. */
export function job<Data>(definition: Job<Data>): Job {
  return definition as Job;
}
