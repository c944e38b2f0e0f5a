import { randomInt, randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { inviteProvider } from "../../app/providers/invitation-commands.server";
import { askDoor, buyerToken } from "../support/buyer-token";
import { deliver } from "../support/deliveries";
import { type FilledShop, filledShop } from "../support/filled-shop";
import { eventPayload, orderPayload } from "../support/payloads";
import { fileDatabase } from "../support/postgres";
import { seen } from "../support/promise-form";
import { prepareQueues, runJobs } from "../support/run-jobs";
import { staffOf } from "../support/shipping";
import { idToken } from "../support/shops";
import { textsOf } from "../support/spread-text";
import { answerOf, requestOf } from "./ask";
import { pageWays } from "./route-list";
import { threats } from "./threats";

/*
 * Promise 25: any text survives. Each text goes in through each door that takes words, and is either refused with 4xx or
 * found again in the shop's rows: as it was written, but for characters that show nothing or turn others around, which
 * fields may leave out.
 */

let client: pg.Client;
let shop: FilledShop;
let order: { id: string; parcel: string };
let provider: string;
let invitation: string;

beforeAll(async () => {
  client = new pg.Client({ connectionString: fileDatabase().superuserUrl });
  await client.connect();
  await prepareQueues();
  shop = await filledShop("markofanytext");
  const one = async (sql: string) => (await client.query(sql, [shop.shop])).rows[0];
  order = await one(`SELECT "orderId" AS id, "id" AS parcel FROM "Parcel" WHERE "shopId" = $1 LIMIT 1`);
  provider = (await one(`SELECT "providerId" AS id FROM "ProviderInvitation" WHERE "shopId" = $1`)).id;
  const invited = await inviteProvider(await staffOf(shop.shop, shop.owner), provider, "en");
  invitation = invited.ok ? (invited.value.url.split("/").at(-1) ?? "") : "";
});
afterAll(() => client.end());

const texts: Record<string, string> = {
  "families and flags of several code points": "👩🏽‍👩🏻‍👧🏾‍👦🏿 🏴󠁧󠁢󠁷󠁬󠁳󠁿 🇧🇷 👍🏿 1️⃣",
  "Arabic with its own marks": "\u200fالطرد وصل 12/3 متأخرًا\u200f، (شكرًا)",
  "Hebrew and Latin mixed": "חבילה ABC-12 הגיעה",
  "an override of directions": "parcel \u202Efdp.exe\u202C and \u2067turned\u2069",
  "widths of zero": "pa\u200Brc\u200Del\u2060 \uFEFFsoft\u00ADhyphen",
  "marks heaped on letters": `Z${"\u0301\u0323\u0334".repeat(8)}algo`,
  "letters in parts": "A\u030Angstro\u0308m caf\u0065\u0301 \u1112\u1161\u11ab",
  "the Turkish i": "İstanbul ısıtıcı IĞDIR iğne",
  "letters that grow when folded": "Straße ﬁn ŉ ΐ ﷺ Ǆ",
  "Chinese, Japanese and Korean beyond the first plane": "快递 𠮷野家 ｶﾀｶﾅ 한국어 𡃁",
  "all of a line's ends": "one\u2028two\u2029three\u0085four",
  "words of programs": "null undefined NaN true [object Object] __proto__ constructor",
  "quotes and percent signs": `O'Neil "q" \`b\` %s %00 %n \${x} {{y}} <0>z</0> \\u0041 \\`,
  "SQL and shell": '\'; DROP TABLE "Order"; -- $(id) `id` | & ;',
  "characters nobody has named": "\u0378\uFFFE\u{10FFFF}\uE000",
  "a control character": "bell \u0007 escape \u001b[31m delete \u007f",
  NUL: "before \u0000 after",
  "half a pair": "before \ud83d after",
  "the other half": "before \ude00 after",
  "64 KB in one line": `x${"𝄞".repeat(16_000)}`,
  "a megabyte": "𝄞é€a".repeat(110_000),
};

const languages = [
  "families and flags of several code points",
  "Hebrew and Latin mixed",
  "letters in parts",
  "the Turkish i",
  "Chinese, Japanese and Korean beyond the first plane",
];

/** What a reader sees: without controls, marks of direction and the kind of blank. */
const visible = (text: string) =>
  text
    .normalize("NFC")
    .replace(/[\s\u00a0\u2028\u2029]+/gu, " ")
    .replace(/[\p{Cc}\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/gu, "")
    .replace(/ +/g, " ")
    .trim();

type Answer = { status: number; body: string };
type Form = Record<string, string>;

/** Posts a page's form as the owner, its sample with some fields changed. */
async function post(id: string, change: Form, path: Form = {}): Promise<Answer> {
  const way = pageWays.find((one) => one.id === id);
  if (!way) throw new Error(`${id} is gone`);
  const form = { ...threats[id]?.handlers.action?.form, ...change };
  const token = idToken(shop.shop, { subject: shop.owner });
  const answer = await answerOf(way, "action", requestOf(way, "action", { path, form, token }), path);
  return { status: answer.status, body: await answer.text() };
}

const askBuyer = async (path: string, body: object): Promise<Answer> => {
  const answer = await askDoor(path, body, { token: buyerToken(shop.shop) });
  return { status: answer.status, body: answer.body ?? "" };
};

const market = async (change: Form) => {
  const { rows } = await client.query(`SELECT "id" FROM "Market" WHERE "shopId" = $1`, [shop.shop]);
  return post("routes/app.markets.$id", change, { id: rows[0].id });
};

/** Every door that takes words, with the table it puts them into. */
const doors: Record<string, [table: string, send: (text: string) => Promise<Answer>]> = {
  "a name of the staff": ["StaffMember", (text) => post("routes/app.profile.name", { displayName: text })],
  "the step of an action": ["ImprovementAction", (text) => post("routes/app.actions", { step: text })],
  "the note of a claim": [
    "ParcelClaim",
    (text) => post("routes/app.parcels.$id", { note: text }, { id: order.parcel }),
  ],
  "a provider's name": [
    "Provider",
    (text) => post("routes/app.providers.new", { id: randomUUID(), name: text }),
  ],
  "a registration number": [
    "Provider",
    (text) =>
      post("routes/app.providers.new", {
        id: randomUUID(),
        name: `P ${randomUUID()}`,
        registrationNumber: text,
      }),
  ],
  "a document's issuer": [
    "ProviderDocument",
    (text) => post("routes/app.providers.$id.documents", { issuer: text }, { id: provider }),
  ],
  "a document's number": [
    "ProviderDocument",
    (text) => post("routes/app.providers.$id.documents", { number: text }, { id: provider }),
  ],
  "an address for returns": ["MarketSettings", (text) => market({ returnAddress: text })],
  "where duties are said": ["MarketSettings", (text) => market({ dutiesSource: text })],
  "a kept cart's name": ["ShippingCase", (text) => post("routes/app.shipping.try", { name: text })],
  "a buyer's problem": [
    "TicketMessage",
    (text) =>
      askBuyer("/buyer/problems", {
        orderId: String(randomInt(1e9, 9e9)),
        text,
        kind: "other",
        clientId: randomUUID(),
      }),
  ],
  "a provider's own words": [
    "ProviderFormAnswer",
    (text) =>
      post(
        "routes/f.$token",
        { ...emptyForm, step: "capacity", parcelsPerWeek: "10", lanes: text },
        { token: invitation },
      ),
  ],
  "an order": [
    "Order",
    async (text) => {
      const { status } = await deliver(
        shop.shop,
        "orders/create",
        orderPayload({ shipping_address: { city: text, country_code: "DE" } }),
      );
      return { status, body: "" };
    },
  ],
  "a carrier's message": [
    "FulfillmentEvent",
    async (text) => {
      const event = eventPayload(Number(order.id), Number(order.parcel), { message: text });
      const { status } = await deliver(shop.shop, "fulfillment_events/create", event);
      return { status, body: "" };
    },
  ],
};
/** What the store says is taken as it comes. */
const fromStore = ["an order", "a carrier's message"];
const emptyForm = Object.fromEntries(
  Object.keys(threats["routes/f.$token"]?.handlers.action?.form ?? {}).map((name) => [name, ""]),
);

let stored = 0;
afterAll(() => seen(25, { texts: Object.keys(texts).length, doors: Object.keys(doors).length, stored }));

// The large texts come last: whatever is looked through after them is large, too.
it.each(Object.entries(doors))("%s keeps each text whole, or refuses it", async (door, [table, send]) => {
  const kept: string[] = [];
  const held = async () => visible(await textsOf(client, shop.shop, table));
  const find = (all: string, name: string, sent: string) => {
    expect.soft(all.includes(visible(sent)), `${name}: ${visible(sent).slice(0, 100)}`).toBe(true);
    kept.push(name);
  };
  for (const [name, text] of Object.entries(texts)) {
    const answer = await send(text);
    expect.soft(answer.status, `${name}: ${answer.body.slice(0, 300)}`).toBeLessThan(500);
    if (answer.status < 400 && !fromStore.includes(door))
      // A browser sends a half of a character as U+FFFD.
      find(await held(), name, text.toWellFormed());
  }
  if (fromStore.includes(door)) {
    await runJobs();
    const all = await held();
    for (const [name, text] of Object.entries(texts)) find(all, name, storable(text));
  }
  stored += kept.length;
  // Languages and pictures are no attack: every door takes them.
  expect(kept).toEqual(expect.arrayContaining(languages));
});

/** Of what the store says all is taken but what no row holds; of what is too long the beginning, in whole characters. */
const storable = (text: string) => [...text.replaceAll("\0", "").toWellFormed()].slice(0, 200).join("");
