import type { AdminCtx } from "../context";
import { currencyDecimals } from "../lib/money";
import { marketsPage } from "../markets/queries.server";
import { offeredProviders } from "../providers/queries.server";
import { can } from "../shop/core/permissions";
import { shopSummary } from "../shop/queries.server";
import { findRegistration } from "./carrier-store.server";
import { readDestination } from "./core/destination";
import { type FlatRate, flatRates } from "./core/flat-rates";
import { type HandlingFields, toHandlingFields } from "./core/handling-form";
import { type Option, quoteRates, type RateRequest } from "./core/quote";
import { isServiceId, type RuleSet, usualRules } from "./core/service";
import { type Draft, type DraftHead, toDraft } from "./core/service-form";
import type { Step } from "./core/trace";
import { loadRules } from "./rules-queries.server";
import { findService, findSharedRules } from "./store.server";

/** What the preview puts in the cart: one small parcel. */
const sampleGrams = 500;

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
  /** What can be entered in the store by hand where its plan has no carrier service. */
  flatRates: FlatRate[] | null;
  mayEdit: boolean;
};

/** What a buyer can choose, market by market, and why anything is missing. */
export async function shippingPage(ctx: AdminCtx): Promise<ShippingPage> {
  const { markets } = await marketsPage(ctx);
  const { rules, registration, currency } = await ctx.transact(async (db) => ({
    rules: await loadRules(db, ctx),
    registration: await findRegistration(db, ctx.shop),
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
    flatRates: registration?.state === "no-plan" ? flatRates(rules) : null,
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

export type TrialQuestion = {
  country: string;
  postcode: string;
  grams: string;
  value: string;
  currency: string;
  language: string;
};
export type TrialPage = {
  asked: TrialQuestion;
  options: ShownOption[];
  /** Per rate code, in the order the rules were asked. */
  trace: { code: string; steps: Step[] }[];
};

/** What one cart would be offered now, and every step that led there. Nothing of it is kept. */
export async function trialPage(ctx: AdminCtx, asked: Partial<TrialQuestion>): Promise<TrialPage> {
  const { rules, currency } = await ctx.transact(async (db) => ({
    rules: await loadRules(db, ctx),
    currency: (await shopSummary(db, ctx)).currency,
  }));
  const question: TrialQuestion = {
    country: /^[A-Za-z]{2}$/.test(asked.country ?? "") ? (asked.country ?? "").toUpperCase() : "",
    postcode: (asked.postcode ?? "").length <= 20 ? (asked.postcode ?? "") : "",
    grams: /^\d{1,8}$/.test(asked.grams ?? "") ? (asked.grams ?? "") : String(sampleGrams),
    value: /^\d{1,10}$/.test(asked.value ?? "") ? (asked.value ?? "") : "50",
    currency: /^[A-Za-z]{3}$/.test(asked.currency ?? "") ? (asked.currency ?? "").toUpperCase() : currency,
    language: /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})?$/.test(asked.language ?? "")
      ? (asked.language ?? "")
      : "en",
  };
  const request: RateRequest = {
    to: readDestination({ country: question.country, province: null, postcode: question.postcode }),
    grams: Number(question.grams),
    pieces: 1,
    valueMinor: Number(question.value) * 10 ** currencyDecimals(question.currency),
    currency: question.currency,
    locale: question.language,
    at: ctx.now(),
  };
  const { options, trace } = quoteRates(rules, request);
  const codes = [...new Set(trace.map((step) => step.code))];
  return {
    asked: question,
    options: options.map(({ code, name, description, minor, currency, packaging }) => {
      return { code, name, description, minor, currency, packaging };
    }),
    trace: codes.map((code) => ({ code, steps: trace.filter((step) => step.code === code) })),
  };
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
