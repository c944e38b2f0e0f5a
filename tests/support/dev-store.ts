import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

export type Calls = {
  token: { exchange: number; refresh: number; refused: number };
  graphql: { total: number; refused: number; byOperation: Record<string, number> };
};

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

/** A dev store of this test file's own, which the app's requests to any shop's platform address reach. */
export type DevStore = {
  origin: string;
  smtpPort: number;
  control<T>(name: string, body?: object): Promise<T>;
  /** Replaces the faults that strike from now on; none clears them. */
  faults(...faults: Fault[]): Promise<void>;
  /** What the app has asked for since the last clearing. */
  calls(): Promise<Calls>;
  clearCalls(): Promise<void>;
  /** A request of a page under the admin's frame, with an id token this platform has issued just now. */
  adminRequest(shop: string, path?: string): Promise<Request>;
  stop(): Promise<void>;
};

/** Starts the dev store as its own process on a free port and turns this process's platform requests to it. */
export async function startDevStore(appUrl = process.env.SHOPIFY_APP_URL ?? ""): Promise<DevStore> {
  const child = spawn(process.execPath, ["dev-store/src/main.ts"], {
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      ...process.env,
      DEV_STORE_PORT: "0",
      DEV_STORE_SMTP_PORT: "0",
      DEV_STORE_STATE: ":memory:",
      DEV_STORE_SEED_ORDERS: "0",
      APP_URL: appUrl,
      APP_CLIENT_ID: process.env.SHOPIFY_API_KEY,
      APP_CLIENT_SECRET: process.env.SHOPIFY_API_SECRET,
      APP_TOML: "shopify.app.toml",
    },
  });
  const ended = once(child, "exit");
  const firstLine = once(createInterface({ input: child.stdout }), "line") as Promise<[string]>;
  const [line] = await Promise.race([
    firstLine,
    ended.then(([code]) => Promise.reject(new Error(`the dev store ended with ${code}`))),
  ]);
  const { port, smtpPort } = JSON.parse(line) as { port: number; smtpPort: number };
  const origin = `http://127.0.0.1:${port}`;

  const unredirected = globalThis.fetch;
  process.env.DEV_STORE_URL = origin;
  // The address differs per port, so that a second dev store in this process gets a redirection of its own.
  await import(`${pathToFileURL("dev-store/redirect-platform.mjs").href}?port=${port}`);

  const control = async <T>(name: string, body: object = {}): Promise<T> => {
    const response = await unredirected(`${origin}/control/${name}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as T & { error?: string };
    if (!response.ok) throw new Error(`${name}: ${answer.error}`);
    return answer;
  };

  return {
    origin,
    smtpPort,
    control,
    faults: async (...faults) => void (await control("faults", { faults })),
    calls: () => control<Calls>("calls"),
    clearCalls: async () => void (await control("calls", { clear: true })),
    adminRequest: async (shop, path = "/app") => {
      const { idToken } = await control<{ idToken: string }>("id-token", { shop });
      return new Request(new URL(path, appUrl), { headers: { authorization: `Bearer ${idToken}` } });
    },
    stop: async () => {
      globalThis.fetch = unredirected;
      child.kill();
      await ended;
    },
  };
}
