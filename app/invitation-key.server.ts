import { allowance } from "./lib/allowance";
import { turnstile } from "./lib/turnstile";
import { hashInvitationKey, shopOfInvitation } from "./providers/invitation-store.server";

/** Requests one link may make in a minute: many times what a person fills in. */
const uses = allowance({ most: 120, windowMs: 60_000 });
// Whoever tries keys asks the database each time; they never hold more of its connections than these.
const inTurn = turnstile({ atOnce: 2, waiting: 100 });

/**
 * The shop a link's key was made for; null for a key nobody was given. Throws a Response: 429 for too many requests of
 * one link, 503 for too many at once.
 */
export async function shopOfKey(
  key: string,
): Promise<{ shop: string; keyHash: Uint8Array<ArrayBuffer> } | null> {
  if (!/^[\w-]{43}$/.test(key)) return null;
  const keyHash = hashInvitationKey(key);
  const found = await inTurn(async () => ({ shop: await shopOfInvitation(keyHash) }));
  if (!found) throw new Response(null, { status: 503, headers: { "Retry-After": "5" } });
  if (!found.shop) return null;
  if (!uses(Buffer.from(keyHash).toString("base64"), new Date())) {
    throw new Response(null, { status: 429, headers: { "Retry-After": "60" } });
  }
  return { shop: found.shop, keyHash };
}
