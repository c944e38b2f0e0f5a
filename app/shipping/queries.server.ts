import type { AdminCtx } from "../context";
import { marketsPage } from "../markets/queries.server";
import { offeredProviders } from "../providers/queries.server";
import { can } from "../shop/core/permissions";
import { shopSummary } from "../shop/queries.server";
import { findRegistration } from "./carrier-store.server";
import { readDestination } from "./core/destination";
import { type FlatLine, flatLines } from "./core/flat-rates";
import { type HandlingFields, toHandlingFields } from "./core/handling-form";
import { type Option, quoteRates, type RateRequest } from "./core/quote";
import { isServiceId, type RuleSet, usualRules } from "./core/service";
import { type Draft, type DraftHead, toDraft } from "./core/service-form";
import type { Step } from "./core/trace";
import { sampleGrams } from "./core/trial-cart";
import { listPublishedRates } from "./published-rate-store.server";
import { loadRules } from "./rules-queries.server";
import { findService, findSharedRules } from "./store.server";

export type ShownOption = Pick<Option, "code" | "name" | "description" | "minor" | "currency" | "packaging">;

export type ShippingPage = {
  /** Per market what a buyer there is offered for one small parcel, in their language and currency. */
  markets: {
    id: string;
    name: string;
    country: string | null;
    currency: string;
    options: ShownOption[];
    hidden: { code: string; step: Step }[];
  }[];
  services: {
    id: string;
    code: string;
    name: string;
    active: boolean;
    provider: { name: string; offerable: boolean; why: string } | null;
  }[];
  registration: { state: string; message: string | null; functionState: string } | null;
  /** The store's own flat rates where its plan has no carrier service. `state`: whether the app may write them. */
  flat: { state: string; message: string | null; lines: FlatLine[] } | null;
  mayEdit: boolean;
};

/** What a buyer can choose, market by market, and why anything is missing. */
export async function shippingPage(ctx: AdminCtx): Promise<ShippingPage> {
  const { markets } = await marketsPage(ctx);
  const { rules, registration, published, currency } = await ctx.transact(async (db) => ({
    rules: await loadRules(db, ctx),
    registration: await findRegistration(db, ctx.shop),
    published: await listPublishedRates(db, ctx.shop),
    currency: (await shopSummary(db, ctx)).currency,
  }));
  const offered = markets.filter((market) => market.active && market.countries.length > 0);
  return {
    markets: offered.map(({ id, name, countries, currency: own, language }) => {
      const country = countries[0] ?? null;
      const request = sampleRequest(ctx, country, own ?? currency, language);
      return { id, name, country, currency: request.currency, ...shown(rules, request) };
    }),
    services: rules.services.map(({ id, code, words, active, providerId }) => {
      const provider = rules.providers[providerId];
      return {
        id,
        code,
        active,
        name: words.en?.name ?? code,
        provider: provider ? { name: provider.name, offerable: provider.offerable, why: provider.why } : null,
      };
    }),
    registration: registration && {
      state: registration.state,
      message: registration.message,
      functionState: registration.functionState,
    },
    flat:
      registration?.state === "no-plan"
        ? {
            state: registration.flatState,
            message: registration.flatMessage,
            lines: flatLines(rules, currency, published),
          }
        : null,
    mayEdit: can(ctx.staff.role, "shipping.edit"),
  };
}

function sampleRequest(ctx: AdminCtx, country: string | null, currency: string, locale: string): RateRequest {
  return {
    to: readDestination({ country, province: null, postcode: null }),
    grams: sampleGrams,
    pieces: 1,
    valueMinor: 0,
    currency,
    locale,
    at: ctx.now(),
  };
}

function shown(rules: RuleSet, request: RateRequest) {
  const { options, trace } = quoteRates(rules, request);
  const offered = new Set(options.map((option) => option.code));
  const hidden = rules.services
    .filter((service) => !offered.has(service.code))
    .flatMap(({ code }) => {
      const step = trace.findLast((one) => one.code === code);
      return step ? [{ code, step }] : [];
    });
  return {
    hidden,
    options: options.map(({ code, name, description, minor, currency, packaging }) => {
      return { code, name, description, minor, currency, packaging };
    }),
  };
}

export type ServicePage = {
  id: string | null;
  head: DraftHead;
  draft: Draft;
  providers: { id: string; name: string; offerable: boolean }[];
  mayEdit: boolean;
};

const emptyDraft: Draft = {
  words: { en: { name: "", description: "" } },
  zones: [
    {
      countries: "",
      provinces: "",
      postcodes: "",
      tiers: [{ from: "0", to: "", price: "" }],
      transitMin: "",
      transitMax: "",
    },
  ],
  limits: { maxGrams: "", maxValue: "" },
  packaging: null,
};

/** One service for its form, or an empty one without an id. Null for an id that is none of this shop's. */
export async function servicePage(ctx: AdminCtx, id: string | null): Promise<ServicePage | null> {
  if (id !== null && !isServiceId(id)) return null;
  return ctx.transact(async (db) => {
    const service = id === null ? null : await findService(db, ctx.shop, id);
    if (id !== null && !service) return null;
    const providers = await offeredProviders(db, ctx, ctx.now());
    const { currency } = await shopSummary(db, ctx);
    return {
      id,
      head: service
        ? {
            code: service.code,
            providerId: service.providerId,
            tier: service.tier,
            currency: service.currency,
            active: service.active,
          }
        : { code: "", providerId: providers[0]?.id ?? "", tier: "standard", currency, active: true },
      draft: service ? toDraft(service) : emptyDraft,
      providers: providers.map(({ id, name, offerable }) => ({ id, name, offerable })),
      mayEdit: can(ctx.staff.role, "shipping.edit"),
    };
  });
}

export type HandlingPage = { fields: HandlingFields; timezone: string; mayEdit: boolean };

/** The warehouse's days and the fixed rates, for their form. */
export async function handlingPage(ctx: AdminCtx): Promise<HandlingPage> {
  return ctx.transact(async (db) => {
    const { handling, conversions } = (await findSharedRules(db, ctx.shop)) ?? usualRules;
    return {
      fields: toHandlingFields(handling, conversions),
      timezone: (await shopSummary(db, ctx)).timezone,
      mayEdit: can(ctx.staff.role, "shipping.edit"),
    };
  });
}
