import type { DoorRequest } from "../../app/doors/door";
import { findDoor } from "../../app/doors/doors.server";
import { type Claims, idToken } from "./shops";

/** A session token as a block on a buyer's page gets it; `customer` only where the buyer is logged in. */
export function buyerToken(
  shop: string,
  options: { customer?: number | string; claims?: Claims; secret?: string } = {},
): string {
  const { customer, claims, ...rest } = options;
  const sub = customer === undefined ? undefined : `gid://shopify/Customer/${customer}`;
  const bare = { iss: undefined, sid: undefined, dest: shop, sub, exp: Math.floor(Date.now() / 1000) + 300 };
  return idToken(shop, { ...rest, claims: { ...bare, ...claims } });
}

/** Sends a body to a buyers' door as a block does. */
export async function askDoor(
  path: string,
  body: unknown,
  { token, method = "POST" }: { token?: string; method?: string } = {},
) {
  const bytes = Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
  const request: DoorRequest = {
    method,
    path,
    query: "",
    requestId: "0199b6a0-0000-7000-8000-0000000000bb",
    header: (name) => (name === "authorization" && token !== undefined ? `Bearer ${token}` : undefined),
    readBody: async (most) => (bytes.length > most ? "too-large" : bytes),
  };
  const answer = await findDoor(path)?.(request);
  if (!answer) throw new Error(`no door at ${path}`);
  return { ...answer, json: answer.body ? JSON.parse(answer.body) : undefined };
}
