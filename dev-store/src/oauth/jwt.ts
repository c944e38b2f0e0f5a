import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";

export type Claims = Record<string, unknown>;

/** Signs claims as the platform does. Another `alg` is only named, or leaves the signature empty when "none". */
export function signToken(claims: Claims, secret: string, alg = "HS256"): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const head = `${part({ alg, typ: "JWT" })}.${part(claims)}`;
  return `${head}.${alg === "none" ? "" : createHmac("sha256", secret).update(head).digest("base64url")}`;
}

/** The claims of a token whose signature, times and audience hold; null otherwise. */
export function verifyToken(token: string, secret: string, audience: string): Claims | null {
  const [head, body, signature, ...rest] = token.split(".");
  if (!head || !body || !signature || rest.length > 0) return null;
  const expected = createHmac("sha256", secret).update(`${head}.${body}`).digest();
  const given = Buffer.from(signature, "base64url");
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  try {
    const header = JSON.parse(Buffer.from(head, "base64url").toString()) as Claims;
    const claims = JSON.parse(Buffer.from(body, "base64url").toString()) as Claims;
    const now = Date.now() / 1000;
    const inTime =
      typeof claims.exp === "number" &&
      claims.exp > now - 10 &&
      (typeof claims.nbf !== "number" || claims.nbf < now + 10);
    return header.alg === "HS256" && inTime && claims.aud === audience ? claims : null;
  } catch {
    return null;
  }
}

/** Replaces single claims; null takes one away. */
export function withClaims(claims: Claims, overrides: Claims = {}): Claims {
  return Object.fromEntries(
    Object.entries({ ...claims, ...overrides }).filter(([, value]) => value !== null),
  );
}

/** The claims of the token the admin gives an embedded app, good for a minute. */
export function idTokenClaims(
  domain: string,
  clientId: string,
  staffId: string,
  sessionId: string = randomUUID(),
): Claims {
  const now = Math.floor(Date.now() / 1000);
  return {
    iss: `https://${domain}/admin`,
    dest: `https://${domain}`,
    aud: clientId,
    sub: staffId,
    exp: now + 60,
    nbf: now,
    iat: now,
    jti: randomUUID(),
    sid: sessionId,
  };
}

/** The claims of the token a checkout extension gets, good for five minutes; `dest` is bare and there is no `iss`. */
export function sessionTokenClaims(domain: string, clientId: string, customerId: string | null): Claims {
  const now = Math.floor(Date.now() / 1000);
  return {
    dest: domain,
    aud: clientId,
    exp: now + 300,
    nbf: now,
    iat: now,
    jti: randomUUID(),
    ...(customerId ? { sub: `gid://shopify/Customer/${customerId}` } : {}),
  };
}
