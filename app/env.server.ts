import { z } from "zod";

const loopbackOrigin = /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

/** "k1:<base64>,k0:<base64>" → named 256-bit keys; the first one seals, all of them open. */
const keyRing = z.string().transform((text, ctx) => {
  const keys = text.split(",").map((part) => {
    const [id = "", encoded = ""] = part.trim().split(":");
    return { id, bytes: new Uint8Array(Buffer.from(encoded, "base64")) };
  });
  if (keys.some((key) => !/^[a-z0-9]{1,16}$/.test(key.id) || key.bytes.length !== 32)) {
    ctx.addIssue({ code: "custom", message: "must be name:base64 of 32 bytes, separated by commas" });
  }
  return keys;
});

const schema = z.object({
  NODE_ENV: z.enum(["production", "development", "test"]).default("production"),
  HOST: z.string().default("127.0.0.1"),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
  SHOPIFY_APP_URL: z.url(),
  SHOPIFY_API_KEY: z.string().min(8),
  SHOPIFY_API_SECRET: z.string().min(16),
  /** The secret before a rotation: the platform may sign with it for an hour. */
  SHOPIFY_API_SECRET_PREVIOUS: z.string().min(16).optional(),
  /**
   * Refuses rate requests without the platform's signature, which it sends but does not document. The key in the
   * address is asked for in any case, and a wrong signature is always refused.
   */
  CARRIER_REQUIRE_HMAC: z.enum(["true", "false"]).default("false"),
  DATABASE_URL: z.string().startsWith("postgres"),
  ENCRYPTION_KEYS: keyRing,
  APP_BRIDGE_URL: z.url().default("https://cdn.shopify.com/shopifycloud/app-bridge.js"),
  /** Server that replies to buyers leave through, such as smtps://user:password@mail.example:465. */
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\/\S+$/, "must begin with smtp:// or smtps://")
    .optional(),
  /** Address that mails to buyers come from. */
  MAIL_FROM: z.email().default("replies@fairlead.example"),
  /** Lets a local stand-in for the admin frame the app; anything but this machine is refused. */
  EXTRA_FRAME_ANCESTORS: z
    .string()
    .default("")
    .transform((text) => text.split(/\s+/).filter(Boolean))
    .refine((list) => list.every((origin) => loopbackOrigin.test(origin)), "must be origins on this machine"),
});

export type Env = z.infer<typeof schema>;

/** Parses the environment. Throws one sentence per variable that is missing or wrong, never its value. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const parsed = schema.safeParse(source);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`The environment is not complete:\n  ${lines.join("\n  ")}`);
}

/** The process's environment, read once. */
export const env = parseEnv(process.env);
