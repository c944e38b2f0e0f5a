import { createHmac, randomUUID } from "node:crypto";
import type { StackSecrets } from "../../scripts/stack-environment.ts";

/** A token as the platform signs it: for staff when `subject` names one, else for a buyer's block who is a guest. */
export function tokenFor(shop: string, { clientId, clientSecret }: StackSecrets, subject?: string): string {
  const now = Math.floor(Date.now() / 1000);
  const staff = subject && { iss: `https://${shop}/admin`, dest: `https://${shop}`, sub: subject };
  const times = { nbf: now, iat: now, exp: now + 60 };
  const claims = { dest: shop, aud: clientId, jti: randomUUID(), ...times, ...staff };
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");
  const head = `${encode({ alg: "HS256", typ: "JWT" })}.${encode(claims)}`;
  return `${head}.${createHmac("sha256", clientSecret).update(head).digest("base64url")}`;
}
