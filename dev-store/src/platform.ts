import type { DatabaseSync } from "node:sqlite";
import type { AppConfiguration } from "./app-configuration.ts";
import type { CarrierAnswer } from "./checkout/rate-answer.ts";
import type { Environment } from "./environment.ts";

/** A fault the control API switches on. */
export type Fault = {
  at: "graphql" | "token";
  kind: string;
  shop?: string;
  times?: number;
  status?: number;
  ms?: number;
  retryAfter?: number;
  path?: string;
};

/** How webhooks are delivered, until changed. */
export type WebhookBehavior = {
  paused: boolean;
  duplicates: number;
  delayMs: number;
  reorderMs: number;
  dropRate: number;
  timeoutMs: number;
  timeScale: number;
  secret: string | null;
};

/** What the app has asked for. */
export type Calls = {
  token: { exchange: number; refresh: number; refused: number };
  graphql: { total: number; refused: number; byOperation: Record<string, number> };
};

/** One question to a carrier service, or one answered from memory. */
export type CarrierCall = {
  at: number;
  shop: string;
  cached: boolean;
  status: number | null;
  ms: number;
  why: string | null;
};

/** What checkouts remember of carrier services; `patienceMs` takes the place of the platform's limits. */
export type CarrierMemory = {
  cache: Map<string, { answer: CarrierAnswer; until: number }>;
  calls: CarrierCall[];
  patienceMs: number | null;
};

/** Everything the dev store's parts share. */
export type Platform = {
  env: Environment;
  db: DatabaseSync;
  app: () => AppConfiguration;
  faults: Fault[];
  withheld: Map<string, Set<string>>;
  webhooks: WebhookBehavior;
  lifetimes: { accessSeconds: number; refreshSeconds: number };
  downUntil: number;
  buckets: Map<string, { points: number; at: number }>;
  calls: Calls;
  carrier: CarrierMemory;
  random: () => number;
  /** Wakes the webhook dispatcher after something became due. */
  wake: () => void;
};

/** Settings as they are at start and after a reset. */
export function freshSettings() {
  return {
    faults: [] as Fault[],
    withheld: new Map<string, Set<string>>(),
    webhooks: freshWebhookBehavior(),
    lifetimes: { accessSeconds: 3600, refreshSeconds: 7_776_000 },
    downUntil: 0,
    buckets: new Map<string, { points: number; at: number }>(),
    calls: freshCalls(),
    carrier: freshCarrierMemory(),
  };
}

export function freshCarrierMemory(): CarrierMemory {
  return { cache: new Map(), calls: [], patienceMs: null };
}

export function freshWebhookBehavior(): WebhookBehavior {
  return {
    paused: false,
    duplicates: 0,
    delayMs: 0,
    reorderMs: 0,
    dropRate: 0,
    timeoutMs: 5000,
    timeScale: 1,
    secret: null,
  };
}

export function freshCalls(): Calls {
  return {
    token: { exchange: 0, refresh: 0, refused: 0 },
    graphql: { total: 0, refused: 0, byOperation: {} },
  };
}

/** Finds the fault that strikes now and counts it down. */
export function takeFault(platform: Platform, at: Fault["at"], shop: string): Fault | null {
  const fault = platform.faults.find(
    (one) => one.at === at && (!one.shop || one.shop === shop || `${one.shop}.myshopify.com` === shop),
  );
  if (!fault) return null;
  if (fault.times !== undefined) {
    fault.times -= 1;
    if (fault.times <= 0) platform.faults = platform.faults.filter((one) => one !== fault);
  }
  return fault;
}
