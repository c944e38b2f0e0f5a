import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { parseConfiguration } from "../src/app-configuration.ts";
import { startDevStore } from "../src/server.ts";

const folder = mkdtempSync(join(tmpdir(), "dev-store-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const environment = (appPort: number) => ({
  host: "127.0.0.1",
  port: 0,
  smtpPort: 0,
  statePath: join(folder, "state.sqlite"),
  clientId: "test-client",
  clientSecret: "secret",
  seedOrders: 2,
  appUrl: `http://127.0.0.1:${appPort}`,
  tomlPath: fileURLToPath(new URL("fixtures/shopify.app.toml", import.meta.url)),
});

/** Says lines of SMTP, each after the answer to the one before. */
async function smtp(port: number, lines: string[]): Promise<void> {
  const socket = connect(port, "127.0.0.1");
  const left = [...lines];
  await new Promise<void>((done, fail) => {
    socket.on("error", fail).on("close", () => done());
    socket.on("data", (chunk) => {
      // Only the last line of an answer has a space after its code.
      if (!/^\d{3} .*\r\n$/m.test(chunk.toString())) return;
      const line = left.shift();
      if (line === undefined) socket.end();
      else socket.write(`${line}\r\n`);
    });
  });
}

describe("the dev store", () => {
  it("sends after a restart what was still due before", async () => {
    const topics: unknown[] = [];
    const app = createServer((request, response) => {
      topics.push(request.headers["x-shopify-topic"]);
      request.resume().on("end", () => response.end());
    });
    await new Promise<void>((done) => app.listen(0, "127.0.0.1", done));
    const env = environment((app.address() as AddressInfo).port);
    const call = async (port: number, name: string, body: object) => {
      const headers = { "content-type": "application/json" };
      await fetch(`http://127.0.0.1:${port}/control/${name}`, {
        method: "POST",
        headers,
        body: JSON.stringify(body),
      });
    };
    const first = await startDevStore(env);
    await call(first.port, "webhooks", { paused: true });
    await call(first.port, "orders/create", {});
    await first.close();
    expect(topics).toEqual([]);
    const second = await startDevStore(env);
    await call(second.port, "flush", {});
    expect(topics).toEqual(["orders/create"]);
    await second.close();
    app.close();
  });

  it("keeps the mails it is given", async () => {
    const store = await startDevStore({ ...environment(9), statePath: ":memory:" });
    await smtp(store.smtpPort, [
      "EHLO app",
      "MAIL FROM:<shop@sunda-trading.example>",
      "RCPT TO:<buyer@mail.example>",
      "DATA",
      "From: shop@sunda-trading.example\r\nTo: buyer@mail.example\r\nSubject: On its way\r\nContent-Type: text/html\r\n\r\n<p>Hello</p><script>x</script>\r\n.",
      "QUIT",
    ]);
    const { mails } = (await (
      await fetch(`http://127.0.0.1:${store.port}/control/mail?to=buyer`)
    ).json()) as {
      mails: { id: number; subject: string }[];
    };
    expect(mails).toMatchObject([{ subject: "On its way", to: ["buyer@mail.example"] }]);
    const shown = await fetch(`http://127.0.0.1:${store.port}/mail/${mails[0]?.id}/html`);
    expect(shown.headers.get("content-security-policy")).toContain("sandbox");
    await store.close();
  });
});

describe("the app's configuration", () => {
  const valid = `name = "A"\napplication_url = "https://a.example"\nembedded = true\n[access_scopes]\nscopes = "read_orders"\n[webhooks]\napi_version = "2026-07"\n`;
  it.each([
    ["an unknown section", `${valid}[surprise]\nx = 1`, "Unsupported section"],
    [
      "an unknown topic",
      `${valid}[[webhooks.subscriptions]]\ntopics = ["orders/teleported"]\nuri = "/w"`,
      "unknown webhook topic",
    ],
    [
      "a compliance topic among the others",
      `${valid}[[webhooks.subscriptions]]\ntopics = ["shop/redact"]\nuri = "/w"`,
      "unknown webhook topic",
    ],
    [
      "what is not imitated",
      `${valid}[[webhooks.subscriptions]]\ntopics = ["orders/create"]\nuri = "/w"\nfilter = "id:1"`,
      "does not imitate",
    ],
  ])("refuses %s", (_name, toml, message) => {
    expect(() => parseConfiguration(toml, "http://127.0.0.1:1")).toThrow(message);
  });
});
