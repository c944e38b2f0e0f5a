import { resolve } from "node:path";

/** What the dev store is told at start. It knows nothing else about the app. */
export type Environment = {
  host: string;
  port: number;
  smtpPort: number;
  statePath: string;
  appUrl: string;
  clientId: string;
  clientSecret: string;
  tomlPath: string;
  seedOrders: number;
};

/** Reads and checks the environment; throws one sentence per problem. */
export function readEnvironment(source: NodeJS.ProcessEnv): Environment {
  const required = (name: string) => {
    const value = source[name];
    if (!value) throw new Error(`The dev store needs ${name}.`);
    return value;
  };
  const port = (name: string, fallback: number) => {
    const value = Number(source[name] ?? fallback);
    if (!Number.isInteger(value) || value < 0 || value > 65535) throw new Error(`${name} is not a port.`);
    return value;
  };
  const host = source.DEV_STORE_HOST ?? "127.0.0.1";
  if (!["127.0.0.1", "::1", "localhost"].includes(host)) {
    throw new Error("DEV_STORE_HOST must be a loopback address: whoever reaches the dev store controls it.");
  }
  const statePath = source.DEV_STORE_STATE ?? ".data/dev-store.sqlite";
  return {
    host,
    port: port("DEV_STORE_PORT", 4040),
    smtpPort: port("DEV_STORE_SMTP_PORT", 4041),
    statePath: statePath === ":memory:" ? statePath : resolve(statePath),
    appUrl: new URL(required("APP_URL")).origin,
    clientId: required("APP_CLIENT_ID"),
    clientSecret: required("APP_CLIENT_SECRET"),
    tomlPath: resolve(source.APP_TOML ?? "shopify.app.toml"),
    seedOrders: Number(source.DEV_STORE_SEED_ORDERS ?? 40),
  };
}
