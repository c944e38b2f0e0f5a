import { describe, expect, it, vi } from "vitest";
import { parseEnv } from "./env.server";

// The module reads the process's own environment when it is imported.
const whole = vi.hoisted(() => {
  const environment = {
    SHOPIFY_APP_URL: "https://fairlead.example",
    SHOPIFY_API_KEY: "client-id-of-some-length",
    SHOPIFY_API_SECRET: "s3cret-of-some-length-0001",
    DATABASE_URL: "postgresql://app:pa55word@127.0.0.1:5432/fairlead",
    ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 7).toString("base64")}`,
  };
  Object.assign(process.env, environment);
  return environment;
});

describe("the environment", () => {
  it("is read when it is whole", () => {
    expect(parseEnv(whole)).toMatchObject({ HOST: "127.0.0.1", NODE_ENV: "production" });
  });

  it.each<[string, string | undefined]>([
    ["SHOPIFY_API_SECRET", undefined],
    ["SHOPIFY_API_SECRET", "hunter2"],
    ["SHOPIFY_API_SECRET_PREVIOUS", "hunter2"],
    ["ENCRYPTION_KEYS", undefined],
    ["ENCRYPTION_KEYS", "k1:aHVudGVyMg=="],
    ["ENCRYPTION_KEYS", "hunter2"],
    ["DATABASE_URL", "hunter2"],
    ["SMTP_URL", "hunter2"],
    ["EXTRA_FRAME_ANCESTORS", "https://hunter2.example"],
  ])("with a %s of %j stops the start with a sentence that keeps every value to itself", (name, value) => {
    const message = (() => {
      try {
        return JSON.stringify(parseEnv({ ...whole, [name]: value }));
      } catch (error) {
        return String(error);
      }
    })();
    expect(message).toContain(`${name}:`);
    for (const secret of ["hunter2", ...Object.values(whole)]) expect(message).not.toContain(secret);
  });
});
