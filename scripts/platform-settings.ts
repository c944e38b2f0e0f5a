import { parseEnv } from "node:util";

/** What `.env` says of the app at the platform. */
export type PlatformSettings = {
  clientId: string;
  /** Where the platform reaches a deployed app; `npm run dev` gets an address from the platform's command. */
  appUrl: string | null;
  /** The development store to open. */
  store: string | null;
  /** Everything else the app's processes read, as written. */
  own: Record<string, string>;
};

/** How the file is written that names the app of `.env` to the platform's command. */
export const linkedName = "linked";

const advice =
  "Copy .env.example to .env and enter the client id and secret of your app from the platform's dashboard; without an account, npm run demo shows everything.";

/** Reads `.env`; null where there is none. The sentence says what is missing, never a value. */
export function readSettings(
  text: string | null,
  use: "dev" | "deploy",
): { ok: true; settings: PlatformSettings } | { ok: false; sentence: string } {
  const refuse = (what: string) => ({
    ok: false as const,
    sentence: `npm run ${use} needs ${what}. ${advice}`,
  });
  if (text === null) return refuse("a file .env");
  const values = Object.fromEntries(
    Object.entries(parseEnv(text)).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  );
  const { SHOPIFY_API_KEY: clientId, SHOPIFY_API_SECRET: secret, SHOPIFY_APP_URL: address } = values;
  const appUrl = address && isPublicAddress(address) ? address : null;
  if (!clientId) return refuse("SHOPIFY_API_KEY in .env");
  if (!secret) return refuse("SHOPIFY_API_SECRET in .env");
  if (use === "deploy" && !appUrl)
    return refuse("SHOPIFY_APP_URL in .env, the https address where the app is reached,");
  const store = values.SHOPIFY_DEV_STORE ?? null;
  return { ok: true, settings: { clientId, appUrl, store, own: values } };
}

function isPublicAddress(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url?.protocol === "https:" && url.pathname === "/" && url.hostname !== "app.example.com";
}

/** The committed configuration with the client id and address of this app in the place of its placeholders. */
export function linkedConfiguration(
  committed: string,
  { clientId, appUrl }: Pick<PlatformSettings, "clientId" | "appUrl">,
): string {
  const origin = appUrl ? new URL(appUrl).origin : null;
  const named = committed.replace(/^client_id = .*$/m, () => `client_id = ${JSON.stringify(clientId)}`);
  const placed = origin === null ? named : named.replaceAll("https://fairlead.example", () => origin);
  return `# Written by npm run dev and npm run deploy from shopify.app.toml and .env; git ignores it.\n${placed}`;
}

/**
 * The environment of the app's own processes, from what the platform's command hands its children: there HOST is the
 * app's address, while the app reads HOST as where it listens. The build that runs is the one production runs.
 */
export function environmentUnderPlatform(given: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const address = given.APP_URL ?? given.HOST;
  return {
    ...given,
    NODE_ENV: "production",
    HOST: "127.0.0.1",
    ...(address && { SHOPIFY_APP_URL: address }),
  };
}
