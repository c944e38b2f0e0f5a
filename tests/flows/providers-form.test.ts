import { beforeAll, describe, expect, it, vi } from "vitest";
import { fromAdmin, fromInvitation } from "../../app/authenticate.server";
import type { AdminCtx, InvitedCtx } from "../../app/context";
import { inShop } from "../../app/db.server";
import type { Mail } from "../../app/gateways/mail/smtp-mail.server";
import { addDays, calendarDay } from "../../app/lib/calendar";
import { addDocument, createProvider, decideProvider } from "../../app/providers/commands.server";
import { fieldsOf } from "../../app/providers/core/provider-form";
import { answerStep, finishForm } from "../../app/providers/form-commands.server";
import { providerFormPage } from "../../app/providers/form-queries.server";
import {
  inviteAndMail,
  inviteProvider,
  revokeInvitation,
} from "../../app/providers/invitation-commands.server";
import { providerPage, providersPage } from "../../app/providers/page-queries.server";
import { action, loader } from "../../app/routes/f.$token";
import { prepareQueues } from "../support/run-jobs";
import { adminRequest, installedShop, open } from "../support/shops";

beforeAll(prepareQueues);

const today = calendarDay(new Date(), "UTC");
const base = "http://127.0.0.1:4100";

async function staff(shop: string, subject = "1"): Promise<AdminCtx> {
  return fromAdmin(adminRequest(shop, "/app", { subject }), "home.view");
}

async function invitedShop(name = "Pearl River Forwarding") {
  const shop = await installedShop();
  const ctx = await staff(shop);
  const id = ctx.newId();
  await createProvider(ctx, { id, name, carrier: "", registrationNumber: "" });
  return { shop, ctx, id, key: await keyFor(ctx, id) };
}

async function keyFor(ctx: AdminCtx, id: string, language = "en"): Promise<string> {
  const invited = await inviteProvider(ctx, id, language);
  if (!invited.ok) throw new Error(invited.problem);
  expect(invited.value.url).toMatch(/^https?:\/\/[^/]+\/f\/[\w-]{43}$/);
  return invited.value.url.split("/").at(-1) ?? "";
}

async function guest(key: string): Promise<InvitedCtx> {
  const ctx = await fromInvitation(new Request(base), key);
  if (!ctx) throw new Error("the key opens nothing");
  return ctx;
}

type Sent = { query?: string; form?: Record<string, string> | string; headers?: Record<string, string> };

/** What a browser at the link is answered. */
async function at(key: string, { query = "", form, headers = {} }: Sent = {}) {
  const request = new Request(`${base}/f/${key}${query}`, {
    method: form === undefined ? "GET" : "POST",
    headers,
    ...(form !== undefined && { body: typeof form === "string" ? form : new URLSearchParams(form) }),
  });
  const args = { request, params: { token: key }, context: {} };
  const response = await (form === undefined ? loader(args) : action(args));
  return { status: response.status, headers: response.headers, body: await response.text() };
}

const licence = {
  licenceIssuer: "Road office",
  licenceNumber: "L-7",
  licenceUntil: addDays(today, 200),
};
const insurance = {
  insuranceIssuer: "Ping Harbour Insurance",
  insuranceNumber: "P-9",
  insuranceUntil: addDays(today, 90),
  insuredAmount: "200000",
  insuredCurrency: "USD",
};
const contact = { contactName: "Mei Canary", contactEmail: "mei.canary@pearl.example" };

describe("a provider's form", () => {
  it("begins with what for, what is needed and how long, in the language of the invitation", async () => {
    const { ctx, id, key } = await invitedShop();
    const english = await at(key);
    expect(english.status).toBe(200);
    expect(english.body).toContain('<html lang="en">');
    expect(english.body).toContain("It takes about 10 minutes.");
    for (const name of ["Operating licence", "Cargo insurance", "Capacity and routes", "Claims", "Begin"]) {
      expect(english.body).toContain(name);
    }
    expect((await at(key, { query: "?lang=zh-CN" })).body).toContain("大约需要 10 分钟。");
    const chinese = await at(await keyFor(ctx, id, "zh-CN"));
    expect(chinese.body).toContain('<html lang="zh-CN">');
    expect(chinese.body).toContain("开始填写");
    const german = await at(await keyFor(ctx, id, "de"));
    expect(german.body).toContain("Es dauert etwa 10 Minuten.");
    // Each page leads to itself in every other language, by the name its speakers know.
    const others = [...german.body.matchAll(/<a href="\?lang=([\w-]+)"[^>]*>([^<]+)</g)];
    expect(others.map(([, lang, name]) => [lang, name])).toEqual([
      ["en", "English"],
      ["zh-CN", "中文"],
      ["es", "Español"],
    ]);
  });

  it("asks one question a screen, keeps each answer at once, and goes on where it was left", async () => {
    const { shop, ctx, id, key } = await invitedShop();
    const asked = await at(key, { query: "?step=licence" });
    for (const { name } of fieldsOf.licence) expect(asked.body).toContain(`name="${name}"`);
    expect(asked.body).not.toContain("insuranceIssuer");
    const sent = await at(key, { form: { step: "licence", ...licence } });
    expect([sent.status, sent.headers.get("location")]).toEqual([303, "?step=insurance&lang=en"]);
    expect((await at(key, { query: "?step=licence" })).body).toContain('value="Road office"');
    for (const step of ["company", "capacity", "claims"] as const) {
      const form = Object.fromEntries(
        fieldsOf[step].map(({ name, kind }) => [name, kind === "number" ? "9" : "x"]),
      );
      expect((await at(key, { form: { step, ...form } })).status).toBe(303);
    }
    expect((await at(key)).body).toContain("4 of 8 answered.");
    expect(await providersPage(ctx, {})).toMatchObject({
      providers: [{ form: { answered: 4, of: 8, finished: false } }],
    });
    expect(await providerPage(ctx, id)).toMatchObject({
      form: { live: true, answered: 4, of: 8, finishedAt: null },
      needed: [
        { what: "document", gate: "licence" },
        { what: "document", gate: "insurance" },
        { what: "form", open: 4 },
        { what: "parcels", missing: 30 },
      ],
    });
    // Nothing of it counts before it is handed in.
    expect(await inShop(shop, (db) => db.providerDocument.count({ where: { shopId: shop } }))).toBe(0);
  });

  it("keeps what is right of a screen with a mistake and says in words what is not", async () => {
    const { key } = await invitedShop();
    const wrong = { ...insurance, insuranceUntil: addDays(today, -1), insuredAmount: "much" };
    const answer = await at(key, { form: { step: "insurance", ...wrong } });
    expect(answer.status).toBe(422);
    expect(answer.body).toContain("2 answers need another look. The others are saved.");
    expect(answer.body).toContain("This day has passed.");
    expect(answer.body).toContain('value="much"');
    expect((await at(key, { query: "?step=insurance" })).body).toContain('value="Ping Harbour Insurance"');
    expect((await at(key)).body).toContain("0 of 8 answered.");
  });

  it("handed in, its documents stand as stated by the provider until staff have looked", async () => {
    const { ctx, id, key } = await invitedShop();
    await at(key, { form: { step: "licence", ...licence } });
    await at(key, { form: { step: "insurance", ...insurance } });
    const handedIn = await at(key, { form: { step: "finish" } });
    expect(handedIn.headers.get("location")).toBe("?step=thanks&lang=en");
    expect((await at(key, { query: "?step=thanks" })).body).toContain("has your answers.");
    const page = await providerPage(ctx, id);
    expect(page?.gates.map((gate) => gate.state)).toEqual(["unproven", "unproven"]);
    expect(page?.documents.map((one) => [one.grade, one.enteredBy])).toEqual([
      ["self-declared", null],
      ["self-declared", null],
    ]);
    expect(page?.form?.toConfirm).toEqual([]);
    const approve = { decision: "approve", reason: "They say so", seen: "draft" } as const;
    expect(await decideProvider(ctx, id, approve)).toEqual({ ok: false, problem: "gate-failed" });
    for (const { kind, issuer, number, validUntil } of page?.documents ?? []) {
      const seen = { kind, issuer, number, validUntil, grade: "verified" } as const;
      expect(await addDocument(ctx, id, seen)).toMatchObject({ ok: true });
    }
    expect(await decideProvider(ctx, id, approve)).toEqual({ ok: true, value: null });
    // Handed in again it changes nothing of what staff have confirmed, even with another number.
    await at(key, { form: { step: "insurance", ...insurance, insuranceNumber: "P-10" } });
    await at(key, { form: { step: "finish" } });
    expect(await providerPage(ctx, id)).toMatchObject({
      state: "approved",
      offer: { offerable: true, why: "approved" },
      form: { toConfirm: [{ kind: "insurance", number: "P-10" }] },
    });
  });

  it("carries no script, and an answer with one is shown as text", async () => {
    const { key } = await invitedShop('<img src=x onerror="alert(1)">');
    const script = '"><script>alert(1)</script>';
    await at(key, { form: { step: "company", legalName: script, companyNumber: "1", companyCountry: "CN" } });
    for (const query of ["", "?step=company", "?step=check", `?step=${encodeURIComponent(script)}`]) {
      const { body, headers } = await at(key, { query });
      expect(body).not.toMatch(/<script|<img/i);
      expect(headers.get("content-security-policy")).toMatch(
        /^default-src 'none'; style-src 'sha256-[^;]+'; /,
      );
      expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    }
  });

  it("names its key on no page and tells no other address of it", async () => {
    const { key } = await invitedShop();
    for (const query of ["", "?step=company", "?step=check"]) {
      const { body, headers } = await at(key, { query });
      expect(body).not.toContain(key);
      expect(headers.get("referrer-policy")).toBe("no-referrer");
      expect(headers.get("cache-control")).toBe("no-store");
    }
    const sent = await at(key, { form: { step: "finish" } });
    expect(sent.headers.get("location")).not.toContain(key);
    expect(sent.headers.get("referrer-policy")).toBe("no-referrer");
  });

  it("seals what it is told, writes down who of the staff read it, and spares agents the person", async () => {
    const { shop, ctx, id, key } = await invitedShop();
    await open(shop, "2");
    await at(key, { form: { step: "contact", ...contact } });
    const [row] = await inShop(shop, (db) => db.providerFormAnswer.findMany({ where: { shopId: shop } }));
    expect(Buffer.from(row?.sealedValues ?? []).toString("latin1")).not.toContain("anary");
    expect(JSON.stringify(await providerPage(ctx, id))).toContain("Mei Canary");
    const reads = await inShop(shop, (db) => db.accessLog.findMany({ where: { shopId: shop } }));
    expect(reads).toMatchObject([{ subject: "1", entity: "ProviderFormAnswer", entityId: id }]);
    expect(JSON.stringify(await providerPage(await staff(shop, "2"), id))).not.toContain("anary");
  });
});

describe("a link", () => {
  it("that was never made, was taken back, replaced or has ended is answered alike, and writes nothing", async () => {
    const { shop, ctx, id, key } = await invitedShop();
    const second = await keyFor(ctx, id);
    const ended = await invitedShop();
    await inShop(ended.shop, (db) =>
      db.providerInvitation.updateMany({ where: { shopId: ended.shop }, data: { expiresAt: new Date() } }),
    );
    const third = await invitedShop();
    expect(await revokeInvitation(third.ctx, third.id)).toEqual({ ok: true, value: null });
    expect(await revokeInvitation(third.ctx, third.id)).toEqual({ ok: true, value: null });
    const dead = [key, ended.key, third.key, "k".repeat(43), "", "k", `${second}k`, "../../etc/passwd", "\0"];
    const answers = await Promise.all(dead.map((one) => at(one)));
    expect(new Set(answers.map(({ status, body }) => `${status} ${body}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(404);
    expect(answers[0]?.body).toContain("This link does not open a form");
    for (const one of dead) {
      expect((await at(one, { form: { step: "licence", ...licence } })).status).toBe(404);
      expect((await at(one, { form: { step: "finish" } })).status).toBe(404);
    }
    for (const each of [shop, ended.shop, third.shop]) {
      expect(await inShop(each, (db) => db.providerFormAnswer.count({ where: { shopId: each } }))).toBe(0);
    }
    expect((await at(second)).status).toBe(200);
  });

  it("taken back while a screen is being filled in keeps nothing that is sent after", async () => {
    const { ctx, id, key } = await invitedShop();
    const holder = await guest(key);
    expect((await answerStep(holder, "licence", licence)).ok).toBe(true);
    await revokeInvitation(ctx, id);
    const refused = { ok: false, problem: "link-ended" };
    expect(await answerStep(holder, "contact", contact)).toEqual(refused);
    expect(await finishForm(holder)).toEqual(refused);
    expect(await providerFormPage(holder)).toBeNull();
  });

  it("opens one provider of one shop, and what was answered outlives it", async () => {
    const one = await invitedShop("Lotus Consolidated");
    const other = await invitedShop("Dune Post");
    await at(one.key, { form: { step: "licence", ...licence } });
    expect((await at(other.key, { query: "?step=licence" })).body).not.toContain("Road office");
    expect((await at(other.key)).body).toContain("Dune Post");
    const renewed = await keyFor(one.ctx, one.id);
    expect((await at(renewed, { query: "?step=licence" })).body).toContain("Road office");
  });

  it("ends with the app in the shop", async () => {
    const { shop, key } = await invitedShop();
    await inShop(shop, (db) => db.shop.update({ where: { id: shop }, data: { state: "uninstalled" } }));
    expect((await at(key)).status).toBe(404);
  });

  it("is kept as a hash, and made and taken back by owners and managers only", async () => {
    const { shop, id, key } = await invitedShop();
    const rows = await inShop(shop, (db) => db.providerInvitation.findMany({ where: { shopId: shop } }));
    expect(JSON.stringify(rows)).not.toContain(key);
    expect(rows).toHaveLength(1);
    await open(shop, "2");
    const agent = await staff(shop, "2");
    const refused = { ok: false, problem: "not-allowed" };
    expect(await inviteProvider(agent, id, "en")).toEqual(refused);
    expect(await revokeInvitation(agent, id)).toEqual(refused);
  });

  it("is mailed to one address, and good all the same where no mail leaves", async () => {
    const { ctx, id } = await invitedShop();
    const mails: Mail[] = [];
    const mailing: AdminCtx = {
      ...ctx,
      mail: {
        configured: true,
        async send(mail) {
          mails.push(mail);
          return { ok: true };
        },
      },
    };
    const words = ({ url }: { url: string }) => ({ subject: "A form", text: url });
    const invite = (by: AdminCtx, to: string) => inviteAndMail(by, id, { language: "en", to, words });
    const sent = await invite(mailing, "desk@pearl.example");
    expect(sent).toMatchObject({ ok: true, value: { mailed: true } });
    expect(mails).toMatchObject([{ to: "desk@pearl.example", text: sent.ok && sent.value.url }]);
    expect(await invite(mailing, "a@b.example, c@d.example")).toEqual({
      ok: false,
      problem: "address-unreadable",
    });
    const silent = { ...ctx, mail: { ...mailing.mail, configured: false } };
    expect(await invite(silent, "desk@pearl.example")).toMatchObject({ ok: true, value: { mailed: false } });
    expect(mails).toHaveLength(1);
  });
});

describe("what no page of the form sends", () => {
  it.each([
    ["nothing", ""],
    ["another step", "step=password"],
    ["a field nobody asked for", "step=licence&state=approved"],
    ["another provider's id", "step=licence&providerId=1"],
    ["a field of 6,000 letters", `step=licence&licenceIssuer=${"x".repeat(6_000)}`],
    ["a broken body", "--x\r\nbroken"],
  ])("%s is answered 400 and keeps nothing", async (_name, form) => {
    const { shop, key } = await invitedShop();
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    expect((await at(key, { form, headers })).status).toBe(400);
    expect(await inShop(shop, (db) => db.providerFormAnswer.count({ where: { shopId: shop } }))).toBe(0);
  });

  it("NUL, halves of characters and turned directions are a mistake of the field, never a failure", async () => {
    const { key } = await invitedShop();
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    for (const odd of ["a%00b", "%ED%A0%80", "%E2%80%AEgnp"]) {
      const form = `step=company&legalName=${odd}&companyNumber=1&companyCountry=CN`;
      expect((await at(key, { form, headers })).status).toBe(422);
    }
  });

  it("is slowed down past 120 requests a minute", async () => {
    const { key } = await invitedShop();
    // The minute must not turn in between, however long the machine takes.
    vi.useFakeTimers({ toFake: ["Date"] });
    const asked = async () => {
      const outcome = await fromInvitation(new Request(base), key).catch((thrown: Response) => thrown);
      return outcome instanceof Response ? outcome.status : 200;
    };
    try {
      for (let n = 0; n < 120; n++) expect(await asked()).toBe(200);
      expect(await asked()).toBe(429);
      vi.setSystemTime(Date.now() + 60_000);
      expect(await asked()).toBe(200);
    } finally {
      vi.useRealTimers();
    }
  }, 120_000);
});
