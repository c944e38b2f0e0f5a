import { randomBytes } from "node:crypto";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { plainEnvironment } from "./child-environment.ts";
import { projectRoot } from "./postgres-binaries.ts";

export type StackPorts = { app: number; devStore: number; smtp: number; database: number };
export type StackSecrets = { clientId: string; clientSecret: string; encryptionKeys: string };

/** Credentials of one installation, made once and kept by the caller. */
export function makeSecrets(): StackSecrets {
  return {
    clientId: randomBytes(16).toString("hex"),
    clientSecret: randomBytes(24).toString("hex"),
    encryptionKeys: `k1:${randomBytes(32).toString("base64")}`,
  };
}

/** Arguments for Node that send the app's calls to the platform to the dev store. */
export const redirectToDevStore = [
  "--import",
  pathToFileURL(path.join(projectRoot, "dev-store/redirect-platform.mjs")).href,
];

type AppAddresses = {
  databaseUrl: string;
  secrets: StackSecrets;
  appUrl: string;
  devStoreUrl: string;
  port: number;
  /** Port of the mailbox; without it mails to buyers wait. */
  smtpPort?: number;
};

/** The app's environment (app/env.server.ts). */
export function environmentOfApp({
  databaseUrl,
  secrets,
  appUrl,
  devStoreUrl,
  port,
  smtpPort,
}: AppAddresses): NodeJS.ProcessEnv {
  return {
    ...plainEnvironment(),
    HOST: "127.0.0.1",
    PORT: String(port),
    LOG_LEVEL: process.env.LOG_LEVEL ?? "info",
    SHOPIFY_APP_URL: appUrl,
    SHOPIFY_API_KEY: secrets.clientId,
    SHOPIFY_API_SECRET: secrets.clientSecret,
    DATABASE_URL: databaseUrl,
    ENCRYPTION_KEYS: secrets.encryptionKeys,
    EXTRA_FRAME_ANCESTORS: devStoreUrl,
    APP_BRIDGE_URL: `${devStoreUrl}/app-bridge.js`,
    DEV_STORE_URL: devStoreUrl,
    ...(smtpPort === undefined ? {} : { SMTP_URL: `smtp://127.0.0.1:${smtpPort}` }),
  };
}

type DevStoreFacts = {
  ports: StackPorts;
  secrets: StackSecrets;
  appUrl: string;
  state: string;
  seedOrders: number | undefined;
};

/** The dev store's environment (dev-store/README.md). */
export function environmentOfDevStore({
  ports,
  secrets,
  appUrl,
  state,
  seedOrders,
}: DevStoreFacts): NodeJS.ProcessEnv {
  return {
    ...plainEnvironment(),
    DEV_STORE_HOST: "127.0.0.1",
    DEV_STORE_PORT: String(ports.devStore),
    DEV_STORE_SMTP_PORT: String(ports.smtp),
    DEV_STORE_STATE: state,
    APP_URL: appUrl,
    APP_CLIENT_ID: secrets.clientId,
    APP_CLIENT_SECRET: secrets.clientSecret,
    APP_TOML: path.join(projectRoot, "shopify.app.toml"),
    ...(seedOrders === undefined ? {} : { DEV_STORE_SEED_ORDERS: String(seedOrders) }),
  };
}
