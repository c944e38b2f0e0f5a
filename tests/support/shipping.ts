import { randomUUID } from "node:crypto";
import { fromAdmin } from "../../app/authenticate.server";
import type { AdminCtx } from "../../app/context";
import { carrierDoor } from "../../app/doors/carrier.server";
import type { DoorAnswer } from "../../app/doors/door";
import { addDocument, createProvider, decideProvider } from "../../app/providers/commands.server";
import { addCarrierKey, hashCarrierKey } from "../../app/shipping/carrier-key-store.server";
import { saveShippingService } from "../../app/shipping/commands.server";
import type { Draft, DraftHead } from "../../app/shipping/core/service-form";
import { sign } from "./payloads";
import { adminRequest, installedShop } from "./shops";

export async function staffOf(shop: string, subject = "1"): Promise<AdminCtx> {
  return fromAdmin(adminRequest(shop, "/app", { subject }), "home.view");
}

/** A provider with both documents and an approval. */
export async function approvedProvider(ctx: AdminCtx, name = "Meridian Express"): Promise<string> {
  const id = randomUUID();
  const done = async (answer: Promise<{ ok: boolean }>) => {
    const given = await answer;
    if (!given.ok) throw new Error(`the provider was not entered: ${JSON.stringify(given)}`);
  };
  await done(createProvider(ctx, { id, name, carrier: "", registrationNumber: "" }));
  for (const kind of ["licence", "insurance"] as const) {
    const paper = {
      kind,
      issuer: "Issuer",
      number: "N-1",
      validUntil: "2099-12-31",
      grade: "verified",
    } as const;
    await done(addDocument(ctx, id, paper));
  }
  await done(decideProvider(ctx, id, { decision: "approve", reason: "Checked.", seen: "draft" }));
  return id;
}

/** A service as a merchant would type it; the arguments replace single parts. */
export async function typedService(
  ctx: AdminCtx,
  providerId: string,
  change: { head?: Partial<DraftHead>; draft?: Partial<Draft>; id?: string } = {},
) {
  const head: DraftHead = {
    code: "EXP_DHL",
    providerId,
    tier: "expedited",
    currency: "EUR",
    active: true,
    ...change.head,
  };
  const draft: Draft = {
    words: {
      en: { name: "Express", description: "Tracked" },
      de: { name: "Express", description: "Verfolgt" },
    },
    zones: [
      {
        countries: "DE, AT",
        provinces: "",
        postcodes: "",
        tiers: [
          { from: "0", to: "1000", price: "9.90" },
          { from: "1000", to: "", price: "14.90" },
        ],
        transitMin: "2",
        transitMax: "4",
      },
    ],
    limits: { maxGrams: "", maxValue: "" },
    packaging: {
      suffix: "GIFT",
      price: "3.50",
      words: { en: { name: "Express, gift box", description: "" } },
    },
    ...change.draft,
  };
  return saveShippingService(ctx, { id: change.id ?? null, head, draft });
}

/** A carrier key of the shop, as the callback's address would hold it. */
export async function carrierKey(ctx: AdminCtx): Promise<string> {
  const key = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString("base64url");
  await ctx.transact((db) => addCarrierKey(db, ctx.shop, hashCarrierKey(key), ctx.now()));
  return key;
}

export type Offering = { shop: string; ctx: AdminCtx; providerId: string; serviceId: string; key: string };

/** A shop of this test's own that offers one service of an approved provider, and a key to ask it with. */
export async function offering(change: Parameters<typeof typedService>[2] = {}): Promise<Offering> {
  const shop = await installedShop();
  const ctx = await staffOf(shop);
  const providerId = await approvedProvider(ctx);
  const saved = await typedService(ctx, providerId, change);
  if (!saved.ok) throw new Error(JSON.stringify(saved));
  return { shop, ctx, providerId, serviceId: saved.value.id, key: await carrierKey(ctx) };
}

/** The platform's question for rates; the arguments replace single fields. */
export function rateRequest(change: { rate?: Record<string, unknown>; to?: Record<string, unknown> } = {}) {
  return {
    rate: {
      origin: { country: "CN", postal_code: "518057", province: "GD", city: "Shenzhen" },
      destination: {
        country: "DE",
        postal_code: "10115",
        province: "BE",
        city: "Berlin",
        name: "Greta Falk",
        address1: "Lindenweg 4",
        phone: "+49 30 1234567",
        email: "greta@example.com",
        ...change.to,
      },
      items: [
        {
          name: "Folding reading lamp",
          sku: "FRL-W",
          quantity: 1,
          grams: 480,
          price: 3250,
          requires_shipping: true,
          variant_id: 92_000_000_002,
        },
      ],
      currency: "EUR",
      locale: "de",
      order_totals: { subtotal_price: "3250", total_price: "3250", discount_amount: "0" },
      customer: { id: 207119551, tags: ["VIP"] },
      ...change.rate,
    },
  };
}

export type Rates = { rates: Record<string, string>[] };

/**
 * Asks the door, again while it says 503: on a busy machine rules that are not in memory yet may take longer than the
 * door's own deadline. Whoever tests that deadline asks once.
 */
export async function askRates(...asked: Parameters<typeof askRatesOnce>): ReturnType<typeof askRatesOnce> {
  for (let tries = 1; ; tries++) {
    const answer = await askRatesOnce(...asked);
    if (answer.status !== 503 || tries === 20) return answer;
  }
}

/** Asks the door as the platform does, signed unless the headers say otherwise. */
export async function askRatesOnce(
  key: string,
  body: unknown = rateRequest(),
  headers: Record<string, string | undefined> = {},
  method = "POST",
): Promise<DoorAnswer & { rates: Rates["rates"] }> {
  const raw = Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
  const sent: Record<string, string | undefined> = { "x-shopify-hmac-sha256": sign(raw), ...headers };
  const answer = await carrierDoor({
    method,
    path: `/carrier/${key}`,
    query: "",
    requestId: randomUUID(),
    header: (name) => sent[name],
    readBody: async (most) => (raw.length > most ? "too-large" : raw),
  });
  const rates = answer.status === 200 ? (JSON.parse(answer.body ?? "") as Rates).rates : [];
  return { ...answer, rates };
}
