import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "smol-toml";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import {
  environmentUnderPlatform,
  linkedConfiguration,
  readSettings,
} from "../../scripts/platform-settings.ts";
import { projectRoot } from "../../scripts/postgres-binaries.ts";

const read = (name: string) => readFileSync(path.join(projectRoot, name), "utf8");
const written = "SHOPIFY_API_KEY=0123456789abcdef\nSHOPIFY_API_SECRET=a-secret-of-the-app\n";

describe("npm run dev and npm run deploy", () => {
  it("say in one sentence what .env lacks, and never what stands in it", () => {
    const sentence = (text: string | null, use: "dev" | "deploy" = "dev") => {
      const answer = readSettings(text, use);
      return answer.ok ? null : answer.sentence;
    };
    expect(sentence(null)).toMatch(/^npm run dev needs a file \.env\./);
    expect(sentence(read(".env.example"))).toMatch(/^npm run dev needs SHOPIFY_API_KEY in \.env\./);
    const half = sentence("SHOPIFY_API_KEY=0123456789abcdef\n");
    expect(half).toMatch(/^npm run dev needs SHOPIFY_API_SECRET/);
    expect(half).not.toContain("0123456789abcdef");
    expect(sentence(written)).toBeNull();
    expect(sentence(written, "deploy")).toMatch(/^npm run deploy needs SHOPIFY_APP_URL/);
    expect(sentence(`${written}SHOPIFY_APP_URL=http://app.test\n`, "deploy")).toMatch(/SHOPIFY_APP_URL/);
    expect(sentence(`${written}SHOPIFY_APP_URL=https://fairlead.test\n`, "deploy")).toBeNull();
  });

  it("put the app's own id and address into a copy of the configuration, and change nothing else", () => {
    const committed = read("shopify.app.toml");
    const linked = parse(
      linkedConfiguration(committed, { clientId: "0123", appUrl: "https://fairlead.test" }),
    );
    expect(linked).toEqual({
      ...parse(committed),
      client_id: "0123",
      application_url: "https://fairlead.test",
      auth: { redirect_urls: ["https://fairlead.test/auth/callback"] },
    });
    expect(parse(linkedConfiguration(committed, { clientId: "0123", appUrl: null }))).toEqual({
      ...parse(committed),
      client_id: "0123",
    });
    expect(read(".gitignore")).toContain("shopify.app.linked.toml");
  });

  it("start the app with what the platform's command hands over", () => {
    // As its 4.8 does: HOST and APP_URL are both the app's address.
    const handed = {
      ...{ SHOPIFY_API_KEY: "0123456789abcdef", SHOPIFY_API_SECRET: "a-secret-of-the-app", PORT: "40111" },
      ...{
        HOST: "https://t.example",
        APP_URL: "https://t.example",
        NODE_ENV: "development" as const,
        SCOPES: "",
      },
    };
    expect(environmentUnderPlatform(handed)).toEqual({
      ...handed,
      NODE_ENV: "production",
      HOST: "127.0.0.1",
      SHOPIFY_APP_URL: "https://t.example",
    });
  });
});

/** What the platform's command demands of a shopify.web.toml, as its 4.8.2 is written; a field it does not know is passed over. */
const webConfiguration = z.strictObject({
  name: z.string(),
  roles: z.array(z.enum(["frontend", "backend", "background"])),
  auth_callback_path: z.string().optional(),
  port: z.number().optional(),
  commands: z.strictObject({
    dev: z.string(),
    build: z.string().optional(),
    predev: z.string().optional(),
  }),
});

describe("shopify.web.toml", () => {
  const files = ["shopify.web.toml", "app/jobs/shopify.web.toml"];

  it.each(files)("%s has the form the platform's command reads, and names a file that is there", (file) => {
    const { commands } = webConfiguration.parse(parse(read(file)));
    const [node, script = "", process] = commands.dev.split(" ");
    expect(node).toBe("node");
    expect(["web", "worker"]).toContain(process);
    expect(() => read(path.join(path.dirname(file), script))).not.toThrow();
  });

  it("stands for one frontend, one backend and the worker", () => {
    const roles = files.flatMap((file) => webConfiguration.parse(parse(read(file))).roles);
    expect(roles.sort()).toEqual(["backend", "background", "frontend"]);
  });
});
