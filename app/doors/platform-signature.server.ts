import { createHmac, timingSafeEqual } from "node:crypto";
import { env } from "../env.server";

const secrets = [env.SHOPIFY_API_SECRET, env.SHOPIFY_API_SECRET_PREVIOUS].filter(
  (secret) => secret !== undefined,
);

/** Base64 HMAC-SHA256 of the raw body with the client secret, compared in constant time. */
export function isSigned(body: Uint8Array, signature: string | undefined): boolean {
  if (!signature) return false;
  const given = Buffer.from(signature);
  return secrets.some((secret) => {
    const expected = Buffer.from(createHmac("sha256", secret).update(body).digest("base64"));
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}
