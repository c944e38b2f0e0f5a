import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { simpleParser } from "mailparser";
import { renderToStaticMarkup } from "react-dom/server";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { forJob, fromAdmin } from "../../app/authenticate.server";
import type { Ctx } from "../../app/context";
import { inShop } from "../../app/db.server";
import { smtpMail } from "../../app/gateways/mail/smtp-mail.server";
import { announce } from "../../app/jobs/queue.server";
import { saveMarket } from "../../app/markets/commands.server";
import { nothingSaid } from "../../app/markets/core/market";
import { toMarketFields } from "../../app/markets/core/market-form";
import { setDisplayName } from "../../app/shop/commands.server";
import { replyToTicket, tidyTickets } from "../../app/tickets/commands.server";
import { mostMailsADay } from "../../app/tickets/core/mail-day";
import { sendReplyMail, sendWaitingMail } from "../../app/tickets/mail-commands.server";
import { inboxPage } from "../../app/tickets/queries.server";
import { ticketPage } from "../../app/tickets/ticket-queries.server";
import { askDoor, buyerToken } from "../support/buyer-token";
import { deliver } from "../support/deliveries";
import { orderPayload } from "../support/payloads";
import { prepareQueues, runJobs } from "../support/run-jobs";
import { adminRequest, installedShop } from "../support/shops";

// The app reads its mail server when it is first imported, so the server listens before that.
const post = await vi.hoisted(async () => {
  const { SMTPServer } = await import("smtp-server");
  const received: { to: string[]; raw: string }[] = [];
  const refuse = { next: 0, code: 451 };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        if (refuse.next-- > 0)
          return done(Object.assign(new Error("not now"), { responseCode: refuse.code }));
        received.push({
          to: session.envelope.rcptTo.map((one) => one.address),
          raw: Buffer.concat(parts).toString(),
        });
        done();
      });
    },
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", () => done()));
  process.env.SMTP_URL = `smtp://127.0.0.1:${(server.server.address() as { port: number }).port}`;
  process.env.MAIL_FROM = "replies@shop.example";
  return { received, refuse, server };
});

beforeAll(prepareQueues);
beforeEach(() => {
  post.received.length = 0;
  post.refuse.next = 0;
});
afterAll(() => new Promise<void>((done) => post.server.close(done)));

type Order = ReturnType<typeof orderPayload>;

/** An order of a buyer of its own: mails of other tests' shops may leave while this one looks. */
function newOrder(): Order & { email: string } {
  const order = orderPayload();
  const email = `buyer-${order.id}@example.com`;
  return { ...order, email, customer: { ...(order.customer as object), email } };
}
const mailsTo = (order: { email: string }) => post.received.filter((mail) => mail.to.includes(order.email));

const gid = (order: Order) => `gid://shopify/Order/${order.id}`;
const customerOf = (order: Order) => (order.customer as { id: number }).id;

/** A shop with one German order, named staff, and macros. */
async function shopWithOrder() {
  const shop = await installedShop();
  await inShop(shop, (db) =>
    db.shop.update({ where: { id: shop }, data: { name: "Sunda Trading", timezone: "UTC" } }),
  );
  const order = newOrder();
  await deliver(shop, "orders/create", order);
  await runJobs();
  const ctx = await staffOf(shop);
  await setDisplayName(ctx, { displayName: "Rui Chen" });
  return { shop, order };
}

const staffOf = (shop: string) => fromAdmin(adminRequest(shop, "/app"), "tickets.reply");
const inbox = async (shop: string) =>
  (await inboxPage(await staffOf(shop), { view: "due", after: null })).tickets;

function report(shop: string, order: Order, change: object = {}, customer?: number) {
  const body = {
    orderId: gid(order),
    text: "Wo bleibt mein Paket?",
    kind: "not-arrived",
    clientId: randomUUID(),
    locale: "de-DE",
    ...change,
  };
  return askDoor("/buyer/problems", body, {
    token: buyerToken(shop, customer === undefined ? {} : { customer }),
  });
}

async function onlyTicket(shop: string) {
  const [row] = await inbox(shop);
  const page = row && (await ticketPage(await staffOf(shop), row.id));
  if (!page) throw new Error("no ticket");
  return page;
}

async function reply(shop: string, change: { text?: string; lastSeen?: string; andThen?: "solved" } = {}) {
  const { ticket } = await onlyTicket(shop);
  const given = {
    text: "Es ist unterwegs.",
    lastSeen: ticket.lastMessageId,
    andThen: "pending_customer" as const,
  };
  return {
    id: ticket.id,
    result: await replyToTicket(await staffOf(shop), ticket.id, { ...given, ...change }),
  };
}

const ticketRow = (shop: string) => inShop(shop, (db) => db.ticket.findFirst({ where: { shopId: shop } }));
const mailsOf = (shop: string) =>
  inShop(shop, (db) => db.ticketMessage.findMany({ where: { shopId: shop, author: "staff" } }));

describe("from a buyer's problem to the mail", () => {
  it("a ticket stands in the inbox with order and clock; the reply leaves by mail and stops the clock", async () => {
    const { shop, order } = await shopWithOrder();
    const answer = await report(shop, order, {}, customerOf(order));
    expect(answer).toMatchObject({ status: 200, json: { ticket: { state: "received", repliedAt: null } } });
    expect(await inbox(shop)).toMatchObject([
      { kind: "not-arrived", state: "new", order: { name: order.name }, country: "DE", language: "de" },
    ]);
    const before = await onlyTicket(shop);
    expect(before).toMatchObject({
      messages: [{ author: "buyer", text: "Wo bleibt mein Paket?" }],
      contact: { email: order.email },
      mailReady: true,
    });
    expect(before.ticket.left).not.toBeNull();

    const { id, result } = await reply(shop);
    expect(result).toEqual({ ok: true, value: { next: null } });
    await runJobs();
    expect(mailsTo(order).map((mail) => mail.to)).toEqual([[order.email]]);
    const mail = await simpleParser(mailsTo(order)[0]?.raw ?? "");
    expect(mail.subject).toBe(`Ihre Bestellung ${order.name} · Sunda Trading`);
    expect(mail.from?.value).toEqual([{ name: "Sunda Trading", address: "replies@shop.example" }]);
    expect(mail.text).toContain("Es ist unterwegs.");
    expect(mail.text).toContain("Rui Chen · Sunda Trading");
    expect(mail.html).toBe(false);
    const [message] = await mailsOf(shop);
    expect(mail.messageId).toBe(`<${message?.id}@shop.example>`);
    expect(message?.mail).toBe("sent");

    expect(await inbox(shop)).toEqual([]);
    const after = await ticketPage(await staffOf(shop), id);
    expect(after?.ticket).toMatchObject({ state: "pending_customer", left: null, dueAt: null });
    expect(after?.ticket.firstReplyMinutes).toBeGreaterThanOrEqual(0);
    const shown = await askDoor("/buyer/order-status", { orderId: gid(order) }, { token: buyerToken(shop) });
    expect(shown.json.ticket).toMatchObject({ state: "answered" });
    expect(shown.json.ticket.repliedAt).not.toBeNull();
  });

  it("a reply opens the ticket due next, and the buyer's answer reopens this one with a new clock", async () => {
    const { shop, order } = await shopWithOrder();
    const second = newOrder();
    await deliver(shop, "orders/create", second);
    await runJobs();
    await report(shop, second, { kind: "damaged" });
    await report(shop, order);
    const rows = await inbox(shop);
    // What has not arrived presses more than what is damaged, though it came later.
    expect(rows.map((row) => row.kind)).toEqual(["not-arrived", "damaged"]);
    const { id, result } = await reply(shop);
    expect(result).toEqual({ ok: true, value: { next: rows[1]?.id } });
    await report(shop, order, { text: "Immer noch nichts." });
    const again = await ticketPage(await staffOf(shop), id);
    expect(again?.ticket).toMatchObject({ state: "open" });
    expect(again?.ticket.dueAt).not.toBeNull();
    expect(again?.messages).toHaveLength(3);
  });

  it("mere thanks after solving reopen nothing; days later the ticket closes and a message opens another", async () => {
    const { shop, order } = await shopWithOrder();
    await report(shop, order);
    const { id } = await reply(shop, { andThen: "solved" });
    await report(shop, order, { text: "Vielen Dank!" });
    expect(await ticketRow(shop)).toMatchObject({ state: "solved", dueAt: null });
    await inShop(shop, (db) =>
      db.ticket.updateMany({
        where: { shopId: shop },
        data: { solvedAt: new Date(Date.now() - 8 * 86_400_000) },
      }),
    );
    const ctx = await staffOf(shop);
    await tidyTickets(ctx);
    expect(await ticketRow(shop)).toMatchObject({ state: "closed" });
    await report(shop, order, { text: "Doch noch eine Frage." });
    const [followUp] = await inbox(shop);
    expect(followUp?.id).not.toBe(id);
    const closed = { text: "x", lastSeen: (await ticketPage(ctx, id))?.ticket.lastMessageId ?? "" };
    expect(await replyToTicket(ctx, id, { ...closed, andThen: "solved" })).toEqual({
      ok: false,
      problem: "closed",
    });
  });
});

describe("two who write at once", () => {
  it("100 submissions of one message are one ticket with one message", async () => {
    const { shop, order } = await shopWithOrder();
    const clientId = randomUUID();
    const answers = await Promise.all(Array.from({ length: 100 }, () => report(shop, order, { clientId })));
    expect(new Set(answers.map((answer) => `${answer.status} ${answer.body}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(200);
    const counts = await inShop(shop, async (db) => [
      await db.ticket.count({ where: { shopId: shop } }),
      await db.ticketMessage.count({ where: { shopId: shop } }),
    ]);
    expect(counts).toEqual([1, 1]);
  });

  it("two agents do not both answer: the second must read first", async () => {
    const { shop, order } = await shopWithOrder();
    await report(shop, order);
    const { ticket } = await onlyTicket(shop);
    const ctx = await staffOf(shop);
    const given = { text: "Gleich.", lastSeen: ticket.lastMessageId, andThen: "pending_customer" as const };
    const results = await Promise.all(Array.from({ length: 5 }, () => replyToTicket(ctx, ticket.id, given)));
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    expect(results.filter((result) => !result.ok && result.problem === "newer-message")).toHaveLength(4);
    await runJobs();
    expect(mailsTo(order)).toHaveLength(1);
  });
});

describe("what cannot be trusted", () => {
  it("script in a message is text, in the page and in the mail, and nothing gets into a header", async () => {
    const { shop, order } = await shopWithOrder();
    const script = `<img src=x onerror=alert(1)><script>alert(1)</script> {{agent.first_name}}`;
    await inShop(shop, (db) =>
      db.shop.update({ where: { id: shop }, data: { name: "Sunda\r\nBcc: thief@evil.example" } }),
    );
    await report(shop, order, { text: script });
    const page = await onlyTicket(shop);
    expect(page.messages[0]?.text).toBe(script);
    expect(renderToStaticMarkup(page.messages[0]?.text as never)).not.toContain("<script>");
    await reply(shop, { text: "<b>bold</b>\r\nBcc: thief@evil.example" });
    await runJobs();
    expect(mailsTo(order).map((mail) => mail.to)).toEqual([[order.email]]);
    const mail = await simpleParser(mailsTo(order)[0]?.raw ?? "");
    expect(mail.bcc).toBeUndefined();
    expect(mail.html).toBe(false);
    expect(mail.text).toContain("<b>bold</b>");
  });

  it("a machine that answers every mail gets none: nothing leaves that no person has written", async () => {
    const { shop, order } = await shopWithOrder();
    const outOfOffice = { text: "Automatic reply: I am out of the office.\nAuto-Submitted: auto-replied" };
    for (let turn = 0; turn < 5; turn++) await report(shop, order, outOfOffice);
    await runJobs();
    expect(mailsTo(order)).toHaveLength(0);
    await reply(shop);
    for (let turn = 0; turn < 5; turn++) await report(shop, order, outOfOffice);
    await runJobs();
    expect(mailsTo(order)).toHaveLength(1);
  });

  it("an order that is not mirrored yet is kept, shown once it is, and only to its own buyer", async () => {
    const { shop } = await shopWithOrder();
    const mine = newOrder();
    const foreign = newOrder();
    expect((await report(shop, mine, {}, customerOf(mine))).json).toEqual({
      ticket: { state: "received", repliedAt: null },
    });
    expect((await report(shop, foreign, {}, customerOf(mine))).json).toEqual({
      ticket: { state: "received", repliedAt: null },
    });
    expect(await inbox(shop)).toEqual([]);
    await deliver(shop, "orders/create", mine);
    await deliver(shop, "orders/create", foreign);
    await runJobs();
    expect((await inbox(shop)).map((row) => row.order?.name)).toEqual([mine.name]);
    // A known order of somebody else is answered the same, and stays unseen.
    const again = await report(shop, foreign, {}, customerOf(mine));
    expect(again.json).toEqual({ ticket: { state: "received", repliedAt: null } });
    expect(await inbox(shop)).toHaveLength(1);
  });

  it("too long, empty or unreadable texts and too many messages are refused clearly", async () => {
    const { shop, order } = await shopWithOrder();
    expect(await report(shop, order, { text: "x".repeat(2_001) })).toMatchObject({
      status: 422,
      json: { problem: "message-too-long" },
    });
    expect((await report(shop, order, { text: "👩‍👩‍👧".repeat(400) })).status).toBe(200);
    for (const text of [" \u202e ", "a\u0000b", "a\ud800"])
      expect((await report(shop, order, { text })).status).toBe(422);
    expect((await report(shop, order, { orderId: "1 OR 1" })).status).toBe(400);
    for (let sent = 1; sent < 10; sent++) expect((await report(shop, order)).status).toBe(200);
    expect(await report(shop, order)).toMatchObject({ status: 429, json: { problem: "too-many" } });
  });

  it("a placeholder that still stands keeps a reply from leaving; each look at the buyer is logged", async () => {
    const { shop, order } = await shopWithOrder();
    await report(shop, order);
    const page = await onlyTicket(shop);
    expect(page.macros).toHaveLength(4);
    const [macro] = page.macros;
    expect(macro).toMatchObject({ title: "Where is my parcel", missing: ["carrier.name", "promise.by"] });
    expect(macro?.text).toContain(`Hallo Greta,\n\nIhre Bestellung ${order.name}`);
    expect((await reply(shop, { text: macro?.text ?? "" })).result).toEqual({
      ok: false,
      problem: "placeholder-left",
    });
    const looks = await inShop(shop, (db) =>
      db.accessLog.count({ where: { shopId: shop, entity: "Ticket" } }),
    );
    expect(looks).toBe(2);
  });

  it("the market's address for returns reaches the buyer in the reply made for it, and is asked for where none is set", async () => {
    const { shop, order } = await shopWithOrder();
    await report(shop, order, { kind: "return" });
    const sendBack = async () =>
      (await onlyTicket(shop)).macros.find(({ title }) => title.startsWith("Send it"));
    expect(await sendBack()).toMatchObject({ missing: ["market.return_address"] });
    const returnAddress = "Sunda Rücksendungen\nAm Kai 7, 20457 Hamburg";
    const ctx = await fromAdmin(adminRequest(shop, "/app"), "markets.edit");
    const fields = { ...toMarketFields(nothingSaid), returnAddress };
    expect(await saveMarket(ctx, "default", fields)).toMatchObject({ ok: true });
    const ready = await sendBack();
    expect(ready).toMatchObject({ missing: [] });
    await reply(shop, { text: ready?.text ?? "" });
    await runJobs();
    const [mail] = mailsTo(order);
    expect((await simpleParser(mail?.raw ?? "")).text).toContain(returnAddress);
  });

  it.each([
    ["zh-CN", "我的包裹在哪里"],
    ["de", "Wo ist mein Paket"],
    ["es", "Dónde está mi paquete"],
  ] as const)("a macro stands in the agent's language, %s, beside the buyer's", async (locale, title) => {
    const { shop, order } = await shopWithOrder();
    await report(shop, order);
    const [row] = await inbox(shop);
    const page = row && (await ticketPage({ ...(await staffOf(shop)), locale }, row.id));
    expect(page?.macros[0]).toMatchObject({ title, text: expect.stringContaining("Hallo Greta") });
  });
});

describe("the mail of a reply", () => {
  it("waits while the server is away, and leaves once, under the same id", async () => {
    const { shop, order } = await shopWithOrder();
    await report(shop, order);
    await reply(shop);
    const [message] = await mailsOf(shop);
    const ctx = await forJob(shop, "test", { alsoWhenUninstalled: false });
    if (!ctx || !message) throw new Error("no reply");
    post.refuse.next = 1;
    expect(await sendReplyMail(ctx, message.id)).toBe("waits");
    expect((await mailsOf(shop))[0]?.mail).toBe("waiting");
    await sendWaitingMail(ctx);
    expect(await sendReplyMail(ctx, message.id)).toBe("done");
    expect(mailsTo(order)).toHaveLength(1);
    expect((await mailsOf(shop))[0]?.mail).toBe("sent");
  });

  it("waits for the next day once the day's most have left, and the ticket says so", async () => {
    const { shop, order } = await shopWithOrder();
    await report(shop, order);
    const { id } = await reply(shop);
    const lastSeen = (await ticketPage(await staffOf(shop), id))?.ticket.lastMessageId ?? "";
    const second = { text: "Morgen ist es da.", lastSeen, andThen: "pending_customer" } as const;
    expect(await replyToTicket(await staffOf(shop), id, second)).toMatchObject({ ok: true });
    const waiting = (await mailsOf(shop)).map((one) => one.id);
    const ctx = await forJob(shop, "test", { alsoWhenUninstalled: false });
    if (!ctx) throw new Error("no shop");
    // All but one of today's have left already.
    const earlier = (mailedAt: Date) =>
      inShop(
        shop,
        (db) => db.$executeRaw`
        INSERT INTO "TicketMessage" ("shopId", "id", "ticketId", "author", "text", "at", "clientId", "mail", "mailedAt")
        SELECT ${shop}, gen_random_uuid(), ${id}::uuid, 'staff', '', now() - interval '3 days', 'earlier ' || n, 'sent', ${mailedAt}
        FROM generate_series(2, ${mostMailsADay}::int) AS n`,
      );
    await earlier(new Date());
    // Two workers at once, neither of which has committed when the other counts: one mail too many must not leave.
    const slow: Ctx = {
      ...ctx,
      transact: (work) =>
        ctx.transact(async (db) => {
          const answer = await work(db);
          await pause(200);
          return answer;
        }),
    };
    const sent = await Promise.all(waiting.map((one) => sendReplyMail(slow, one)));
    expect(sent.sort()).toEqual(["sent", "tomorrow"]);
    await sendWaitingMail(ctx);
    // Their jobs have nothing to complain of: a day that is full is no failure.
    await runJobs();
    expect(mailsTo(order)).toHaveLength(1);
    expect((await mailsOf(shop)).filter(({ mail }) => mail === "waiting")).toMatchObject([{ mailTries: 0 }]);
    const shown = await ticketPage(await staffOf(shop), id);
    expect(shown?.mailDayFull).toBe(mostMailsADay);

    await inShop(shop, (db) =>
      db.ticketMessage.updateMany({
        where: { shopId: shop, mail: "sent" },
        data: { mailedAt: new Date(Date.now() - 86_400_000) },
      }),
    );
    await sendWaitingMail(ctx);
    expect(mailsTo(order)).toHaveLength(2);
    expect((await ticketPage(await staffOf(shop), id))?.mailDayFull).toBeNull();
  });

  it("is kept where no server is set up, and the page says so", async () => {
    const { shop, order } = await shopWithOrder();
    await report(shop, order);
    const ctx = { ...(await staffOf(shop)), mail: smtpMail(null) };
    const { id } = await reply(shop);
    const [message] = await mailsOf(shop);
    expect(await sendReplyMail(ctx, message?.id ?? "")).toBe("waits");
    expect(await ticketPage(ctx, id)).toMatchObject({
      mailReady: false,
      messages: [{}, { mail: "waiting" }],
    });
  });

  it("has nowhere to go where the order has no address", async () => {
    const shop = await installedShop();
    const order = orderPayload({ email: null, customer: null, shipping_address: { country_code: "DE" } });
    await deliver(shop, "orders/create", order);
    await runJobs();
    await report(shop, order);
    await reply(shop);
    await runJobs();
    expect((await mailsOf(shop))[0]?.mail).toBe("no_address");
  });
});

describe("tickets that open by themselves", () => {
  it("a low answer opens one, however often it is announced", async () => {
    const { shop, order } = await shopWithOrder();
    const data = { orderId: String(order.id), touch: "perception" as const, itemIds: ["R2"], lowest: 2 };
    for (let times = 0; times < 3; times++) {
      await inShop(shop, (db) => announce(db, shop, { name: "survey.low-answer", data }));
      await runJobs();
    }
    expect(await inbox(shop)).toMatchObject([{ kind: "low-answer", language: "de" }]);
    expect((await onlyTicket(shop)).ticket.about).toMatchObject({ lowest: 2 });
    await reply(shop, { text: "Was ist passiert?" });
    await runJobs();
    expect(mailsTo(order)).toHaveLength(1);
  });
});

describe("a buyer's wish to be forgotten", () => {
  it("takes what was written and keeps that somebody was answered", async () => {
    const { shop, order } = await shopWithOrder();
    await report(shop, order, { text: "My secret canary text" }, customerOf(order));
    await reply(shop);
    await runJobs();
    await deliver(shop, "customers/redact", {
      shop_domain: shop,
      customer: { id: customerOf(order) },
      orders_to_redact: [order.id],
    });
    await runJobs();
    const texts = await inShop(shop, (db) => db.ticketMessage.findMany({ where: { shopId: shop } }));
    expect(texts.map((message) => message.text)).toEqual(["", ""]);
    expect(await ticketRow(shop)).toMatchObject({ customerId: null, state: "closed" });
    expect((await ticketRow(shop))?.firstReplyAt).not.toBeNull();
  });
});
