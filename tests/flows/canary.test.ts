import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { forJob, fromAdmin, fromInvitation } from "../../app/authenticate.server";
import { inShop } from "../../app/db.server";
import { queue, sendJob } from "../../app/jobs/queue.server";
import { jobs } from "../../app/jobs/registry.server";
import { runJob } from "../../app/jobs/worker.server";
import type { Topic } from "../../app/orders/core/topics";
import { decideClaim } from "../../app/parcels/claim-commands.server";
import { createProvider } from "../../app/providers/commands.server";
import { answerStep } from "../../app/providers/form-commands.server";
import {
  beginImport,
  confirmImport,
  mapImport,
  receivePiece,
} from "../../app/providers/import-commands.server";
import { inviteProvider } from "../../app/providers/invitation-commands.server";
import { setDisplayName } from "../../app/shop/commands.server";
import { personalColumns } from "../../app/shop/core/personal-data";
import { privacyExport, privacyPage } from "../../app/shop/queries.server";
import { replyToTicket } from "../../app/tickets/commands.server";
import { inboxPage } from "../../app/tickets/queries.server";
import { ticketPage } from "../../app/tickets/ticket-queries.server";
import { askDoor, buyerToken } from "../support/buyer-token";
import { deliver } from "../support/deliveries";
import { eventPayload, fulfillmentPayload, orderPayload } from "../support/payloads";
import { seen } from "../support/promise-form";
import { prepareQueues, runJobs } from "../support/run-jobs";
import { askRates, offering, rateRequest } from "../support/shipping";
import { adminRequest } from "../support/shops";
import { answersBody, sendAnswers } from "../support/surveys";
import { everyTable } from "../support/whole-database";

/* One person comes in by every way there is, rightly and wrongly written, and is looked for afterwards. */

// The app reads its environment when it is first imported. The mail server's refusal quotes whom the mail was for.
const { lines, post } = await vi.hoisted(async () => {
  const { SMTPServer } = await import("smtp-server");
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onRcptTo: ({ address }, _session, done) =>
      done(Object.assign(new Error(`nobody is called ${address} here`), { responseCode: 550 })),
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", () => done()));
  process.env.SMTP_URL = `smtp://127.0.0.1:${(server.server.address() as { port: number }).port}`;
  process.env.MAIL_FROM = "replies@shop.example";
  process.env.LOG_LEVEL = "debug";
  return { lines: [] as string[], post: server };
});

// The app's own logger with all its settings; only where its lines go is another place.
vi.mock("pino", async (importOriginal) => {
  const real = await importOriginal<typeof import("pino")>();
  const into = { write: (line: string) => void lines.push(line) };
  const pino = Object.assign((options: import("pino").LoggerOptions) => real.pino(options, into), {
    stdTimeFunctions: real.pino.stdTimeFunctions,
  });
  return { ...real, pino };
});

const spoken = (["log", "info", "warn", "error", "debug"] as const).map((name) =>
  vi.spyOn(console, name).mockImplementation((...words) => void lines.push(words.map(String).join(" "))),
);

beforeAll(prepareQueues);
afterAll(async () => {
  for (const one of spoken) one.mockRestore();
  await new Promise<void>((done) => post.close(done));
});

const mark = `cnry${Date.now().toString(36)}`;
/** What must be sealed wherever it is kept. */
const sealed = {
  name: `${mark}name`,
  email: `${mark}mail@example.com`,
  phone: `+49${mark}phone`,
  street: `${mark}street`,
  company: `${mark}company`,
  comment: `${mark}comment`,
  providersPerson: `${mark}desk`,
  staff: `${mark}staff`,
  cell: `${mark}cell`,
};
const customer = {
  id: 5_100_000_001,
  email: sealed.email,
  phone: sealed.phone,
  first_name: sealed.name,
  last_name: "😀",
  note: `${mark} note`,
};
const address = {
  ...{ name: `${sealed.name} 😀`, phone: sealed.phone, address1: sealed.street, company: sealed.company },
  ...{ city: `${mark}city`, zip: mark, province_code: "BE", country_code: "DE" },
};
const order = orderPayload({
  ...{ email: sealed.email, customer, shipping_address: address, billing_address: address },
  ...{ note: `${mark} note`, confirmation_number: mark, checkout_token: `${mark}token`, browser_ip: mark },
});
const other = orderPayload();
const parcel = fulfillmentPayload(order.id, {
  tracking_number: `T${mark}`,
  tracking_url: `https://t.example/${mark}`,
  destination: address,
});
const event = eventPayload(order.id, parcel.id, {
  ...{ message: `left with ${mark}`, city: `${mark}city`, zip: mark, address1: sealed.street },
  ...{ status: "delivered", happened_at: new Date().toISOString() },
});

/** One body of each topic the app reads, in the order in which they are delivered. */
const bodies = (shop: string): Record<Topic, object> => ({
  "orders/create": order,
  "orders/updated": { ...order, updated_at: new Date().toISOString(), tags: mark },
  "fulfillments/create": parcel,
  "fulfillments/update": { ...parcel, updated_at: new Date().toISOString() },
  "fulfillment_events/create": event,
  "fulfillment_events/delete": { ...event, id: 1 },
  "orders/cancelled": { ...other, cancelled_at: new Date().toISOString(), note: mark },
  "orders/delete": { id: 2, note: mark },
  "app/scopes_update": { current: ["read_orders", "read_fulfillments"], note: mark },
  "customers/data_request": { shop_domain: shop, customer, orders_requested: [order.id] },
  "customers/redact": { shop_domain: shop, customer, orders_to_redact: [order.id] },
  "app/uninstalled": { id: 1, myshopify_domain: shop, email: sealed.email, shop_owner: sealed.name },
  "shop/redact": { shop_id: 1, shop_domain: shop, email: sealed.email },
});
const last: readonly string[] = ["customers/redact", "app/uninstalled", "shop/redact"];

async function deliverAll(shop: string): Promise<void> {
  for (const [topic, body] of Object.entries(bodies(shop))) {
    if (last.includes(topic)) continue;
    await deliver(shop, topic, body);
    await runJobs();
  }
  for (const [topic, body] of Object.entries(bodies(shop))) {
    // An uninstall counts whatever its body says, and comes last.
    if (topic === "app/uninstalled") continue;
    // Of a form the app does not understand; cut off; with a signature that is wrong.
    const misread = { ...body, id: { [mark]: mark }, order_id: [mark], customer: mark, shop_domain: mark };
    await deliver(shop, topic, misread);
    await deliver(shop, topic, JSON.stringify({ [mark]: body }).slice(0, -9));
    await deliver(shop, topic, body, { headers: { "x-shopify-hmac-sha256": mark } });
  }
  await deliver(shop, "customers/update", customer);
  await deliver(shop, mark, customer, { headers: { "x-shopify-api-version": mark } });
  await runJobs();
}

async function throughBuyersDoors(shop: string): Promise<void> {
  const token = buyerToken(shop, { customer: customer.id });
  const orderId = String(order.id);
  await sendAnswers(shop, answersBody(order.id, "expectation", 6));
  await sendAnswers(shop, { ...answersBody(order.id, "perception", 2), comment: `${sealed.comment} 😀` });
  const report = { text: `${mark} wrote`, kind: "damaged", clientId: randomUUID(), locale: "de" };
  await askDoor("/buyer/problems", { orderId, ...report }, { token });
  for (const path of ["answers", "problems", "arrived", "thank-you", "order-status"]) {
    await askDoor(`/buyer/${path}`, { orderId, email: sealed.email, text: { [mark]: mark } }, { token });
    await askDoor(`/buyer/${path}`, `{"${mark}`, { token });
    await askDoor(`/buyer/${path}`, { orderId: mark }, { token: `${token}${mark}` });
  }
  await runJobs();
}

async function throughCheckout(key: string): Promise<void> {
  const to = {
    ...{ name: sealed.name, address1: sealed.street, phone: sealed.phone, email: sealed.email },
    ...{ company_name: sealed.company, city: `${mark}city` },
  };
  expect((await askRates(key, rateRequest({ to }))).status).toBe(200);
  await askRates(key, rateRequest({ to: { ...to, country: { [mark]: mark } } }));
  await askRates(key, `{"${mark}`);
  await askRates(key, rateRequest({ to }), { "x-shopify-hmac-sha256": mark });
}

/** A provider's own person, and a merchant's file with a column and a cell nobody asked for. */
async function throughProviders(shop: string): Promise<string> {
  const ctx = await fromAdmin(adminRequest(shop, "/app"), "providers.edit");
  const id = ctx.newId();
  await createProvider(ctx, { id, name: "Blue Crane", carrier: "", registrationNumber: "" });
  const invited = await inviteProvider(ctx, id, "en");
  const key = invited.ok ? (invited.value.url.split("/").at(-1) ?? "") : "";
  const guest = await fromInvitation(new Request("http://127.0.0.1:4100/f/key"), key);
  if (!guest) throw new Error("the link does not open");
  const desk = { contactName: sealed.providersPerson, contactEmail: sealed.email };
  expect(await answerStep(guest, "contact", desk)).toMatchObject({ ok: true });
  await answerStep(guest, "contact", { ...desk, contactEmail: `no address ${mark}` });

  const worker = await forJob(shop, "import", { alsoWhenUninstalled: false });
  if (!worker) throw new Error("the shop is not installed");
  const bytes = Buffer.from(
    `Order,Buyer,Carrier,Promised\n1,${sealed.name},Blue Crane,2026-03-10\n2,${sealed.name},Blue Crane,${sealed.cell}\n`,
  );
  const file = worker.newId();
  await beginImport(worker, { id: file, fileName: "past.csv", fileBytes: bytes.length, startedBy: "1" });
  await receivePiece(worker, file, { at: 0, bytes });
  const columns = { externalId: "Order", provider: "Carrier", promisedOn: "Promised" };
  expect(await mapImport(worker, file, { columns, dateFormats: ["YYYY-MM-DD"] })).toMatchObject({ ok: true });
  await runJobs();
  expect(await confirmImport(worker, file)).toMatchObject({ ok: true });
  await runJobs();
  return key;
}

/** Staff read the person's ticket and write about them; the mail server refuses the mail by its address. */
async function throughStaff(shop: string): Promise<void> {
  const ctx = await fromAdmin(adminRequest(shop, "/app"), "privacy.download");
  await setDisplayName(ctx, { displayName: sealed.staff });
  const [row] = (await inboxPage(ctx, { view: "due", after: null })).tickets;
  const page = row && (await ticketPage(ctx, row.id));
  if (!page) throw new Error("no ticket was opened");
  const reply = {
    text: `Dear ${sealed.name}`,
    lastSeen: page.ticket.lastMessageId,
    andThen: "solved",
  } as const;
  expect(await replyToTicket(ctx, page.ticket.id, reply)).toMatchObject({ ok: true });
  await replyToTicket(ctx, page.ticket.id, { ...reply, text: `{{${mark}}}` });
  await decideClaim(ctx, String(parcel.id), { decision: "claimed", note: `${mark} note` });
  await runJobs();
  const mails = await inShop(shop, (db) =>
    db.ticketMessage.findMany({ where: { shopId: shop, author: "staff" } }),
  );
  expect(mails.map(({ mail }) => mail)).toEqual(["failed"]);
  // Asked for again, now that there is more to hand over.
  await deliver(shop, "customers/data_request", bodies(shop)["customers/data_request"]);
  await runJobs();
  const [request] = (await privacyPage(ctx, {})).requests;
  const file = await privacyExport(ctx, request?.id ?? "");
  expect(file?.body).toContain(sealed.comment);
}

/** A job whose error quotes what it was about, as the database's and libraries' do. */
async function throughFailure(shop: string): Promise<void> {
  const job = jobs.find(({ name }) => name === "tickets.tidy");
  const boss = await queue();
  await inShop(shop, (db) => sendJob(db, shop, "tickets.tidy"));
  const [queued] = await boss.fetch<{ shop: string }>("tickets.tidy", { batchSize: 1 });
  if (!job || !queued) throw new Error("no job");
  const detail = `Key (email)=(${sealed.email}) already exists.`;
  const quoting = Object.assign(new Error(detail, { cause: new Error(detail) }), { detail, code: "23505" });
  const failing = { ...job, run: () => Promise.reject(quoting) };
  const thrown = await runJob(failing, queued).catch((error: object) => error);
  await boss.fail("tickets.tidy", queued.id, thrown as Error);
}

const forms = (text: string) => [
  text,
  Buffer.from(text).toString("hex"),
  Buffer.from(text).toString("base64"),
];
const holds = (text: string, detail: string) =>
  forms(detail).some((form) => text.toLowerCase().includes(form.toLowerCase()));

it("a person who came in by every way is in no log, job or table but where they belong, and goes completely", async () => {
  const { shop, key } = await offering();
  await runJobs();
  await deliver(shop, "orders/create", other);
  await deliverAll(shop);
  await throughBuyersDoors(shop);
  await throughCheckout(key);
  const link = await throughProviders(shop);
  await throughStaff(shop);
  await throughFailure(shop);

  const log = lines.join("\n");
  for (const line of ["job done", "job failed", "delivery parked", "mail not sent", "rate request refused"])
    expect(log, "the ways have been gone").toContain(line);
  const secrets = [mark, link, key, "eyJ", "shpat_", "shprt_", process.env.SHOPIFY_API_SECRET ?? mark];
  const inLog = secrets.filter((secret) => log.toLowerCase().includes(secret.toLowerCase()));

  const tables = await everyTable();
  const inJobs = tables.filter(({ schema, text }) => schema === "pgboss" && holds(text, mark));
  const unsealed = tables.flatMap(({ name, text }) =>
    Object.entries(sealed)
      .filter(([, detail]) => holds(text, detail))
      .map(([what]) => `${what} in ${name}`),
  );
  const strangers = tables.filter(
    ({ name, text }) => holds(text, mark) && (!Object.hasOwn(personalColumns, name) || name === "AccessLog"),
  );
  seen(18, { lines: lines.length, tables: tables.length, found: inLog.length + inJobs.length });
  expect(inLog).toEqual([]);
  expect(inJobs.map(({ name }) => name)).toEqual([]);
  expect(strangers.map(({ name }) => name)).toEqual([]);
  // A reply is kept as it was written, and this one names the person.
  expect(unsealed).toEqual(["name in TicketMessage"]);
  // The search finds what is there.
  expect(tables.filter(({ text }) => holds(text, mark)).map(({ name }) => name)).toEqual(
    expect.arrayContaining(["Order", "Fulfillment", "FulfillmentEvent", "TicketMessage"]),
  );

  const left = async () =>
    (await everyTable())
      .filter(({ text }) => holds(text, mark))
      .map(({ schema, name }) => `${schema}.${name}`);
  await deliver(shop, "customers/redact", bodies(shop)["customers/redact"]);
  await runJobs();
  expect(await left()).toEqual([]);
  for (const topic of ["app/uninstalled", "shop/redact"] as const) {
    await deliver(shop, topic, bodies(shop)[topic]);
    await runJobs();
  }
  expect(await left()).toEqual([]);
  expect(lines.join("\n").toLowerCase()).not.toContain(mark);
  expect(await inShop(shop, (db) => db.shop.findUnique({ where: { id: shop } }))).toMatchObject({
    state: "redacted",
  });
  await deliver(shop, "orders/updated", { ...order, updated_at: randomUUID() });
  expect(await left()).toEqual([]);
});
