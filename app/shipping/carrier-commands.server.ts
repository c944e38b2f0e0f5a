import { randomBytes } from "node:crypto";
import type { Ctx } from "../context";
import type { Db } from "../db.server";
import { env } from "../env.server";
import type { AdminProblem } from "../gateways/shopify/admin-client.server";
import type { RegisteredCarrier } from "../gateways/shopify/store-carriers.server";
import {
  addCarrierKey,
  dropCarrierKey,
  endOtherCarrierKeys,
  findCurrentCarrierKey,
  hashCarrierKey,
} from "./carrier-key-store.server";
import {
  findRegistration,
  noteRegistration,
  type Registration,
  saveRegistration,
} from "./carrier-store.server";
import { hiddenCodes } from "./core/hidden-codes";
import { loadRules } from "./rules-queries.server";
import { listServices } from "./store.server";

/** The merchant sees it in the store's shipping settings. */
const carrierName = "Fairlead";
/** The handle of extensions/delivery-options. */
const functionHandle = "delivery-options";
/** A replaced key still opens the door this long: the platform may be using the old address. */
const overlapMs = 24 * 3_600_000;
const rotateAfterMs = 90 * 86_400_000;

const callbackStart = () => `${new URL(env.SHOPIFY_APP_URL).origin}/carrier/`;

/**
 * Makes the store's checkout ask this app for rates: registers the carrier service, or corrects its address, and
 * changes the key in it every 90 days. A plan without carrier services is remembered, not retried until tomorrow.
 */
export async function registerCarrier(ctx: Ctx): Promise<void> {
  const { wanted, before } = await ctx.transact(async (db) => ({
    wanted: (await listServices(db, ctx.shop)).some((service) => service.active),
    before: await findRegistration(db, ctx.shop),
  }));
  // Checkout is not asked to wait for an app that has nothing to offer.
  if (!wanted && !before) return;
  const listed = await ctx.admin.carriers();
  if (!listed.ok) return giveUpOrRetry(ctx, listed.problem);
  const ours = findOurs(listed.data, before);
  if (ours?.active && (await isCurrent(ctx, ours.callbackUrl))) {
    await remember(ctx, { state: "registered", carrierServiceId: ours.id, message: null });
    return;
  }
  await register(ctx, ours?.id ?? null);
}

function findOurs(listed: readonly RegisteredCarrier[], before: Registration | null) {
  return (
    listed.find((one) => one.id === before?.carrierServiceId) ??
    listed.find((one) => one.callbackUrl?.startsWith(callbackStart())) ??
    listed.find((one) => one.name === carrierName)
  );
}

async function isCurrent(ctx: Ctx, callbackUrl: string | null): Promise<boolean> {
  if (!callbackUrl?.startsWith(callbackStart())) return false;
  const hash = hashCarrierKey(callbackUrl.slice(callbackStart().length));
  const key = await ctx.transact((db) => findCurrentCarrierKey(db, ctx.shop, hash));
  return key !== null && ctx.now().getTime() - key.createdAt.getTime() < rotateAfterMs;
}

async function register(ctx: Ctx, id: string | null): Promise<void> {
  const key = randomBytes(32).toString("base64url");
  const hash = hashCarrierKey(key);
  // Known before the platform is told: its first question may come before its answer.
  await ctx.transact((db) => addCarrierKey(db, ctx.shop, hash, ctx.now()));
  const answer = await ctx.admin.saveCarrier({ id, name: carrierName, callbackUrl: callbackStart() + key });
  if (!answer.ok) {
    // A store that did not take the address never asks there.
    if (answer.problem !== "unavailable") await ctx.transact((db) => dropCarrierKey(db, ctx.shop, hash));
    return giveUpOrRetry(ctx, answer.problem);
  }
  const said = answer.data;
  if ("refusal" in said) {
    await ctx.transact((db) => dropCarrierKey(db, ctx.shop, hash));
    const state = /carrier.calculated/i.test(said.refusal) ? "no-plan" : "refused";
    await remember(ctx, { state, message: said.refusal.slice(0, 500) });
    return;
  }
  const now = ctx.now();
  await ctx.transact(async (db) => {
    await endOtherCarrierKeys(db, ctx.shop, hash, { at: new Date(now.getTime() + overlapMs), now });
    await saveState(db, ctx, {
      state: "registered",
      carrierServiceId: said.id,
      message: null,
      checkedAt: now,
    });
  });
}

/** A refusal will not change by asking again and a dead token waits for a person; the rest is tried again. */
async function giveUpOrRetry(ctx: Ctx, problem: AdminProblem): Promise<void> {
  if (problem === "needs-login") return;
  if (problem !== "refused") throw new Error(`the carrier service could not be registered: ${problem}`);
  await remember(ctx, { state: "refused", message: null });
}

async function remember(
  ctx: Ctx,
  change: Omit<Parameters<typeof saveRegistration>[2], "checkedAt">,
): Promise<void> {
  ctx.log.info({ shop: ctx.shop.id, state: change.state }, "carrier service");
  await ctx.transact((db) => saveState(db, ctx, { ...change, checkedAt: ctx.now() }));
}

/** Keeps what is known, and tells the others when it differs from what was: flat rates and the function follow it. */
async function saveState(db: Db, ctx: Ctx, change: Parameters<typeof saveRegistration>[2]): Promise<void> {
  const before = await findRegistration(db, ctx.shop);
  await saveRegistration(db, ctx.shop, change);
  if (before?.state === change.state) return;
  await ctx.announce(db, { name: "shipping.registration-changed", data: { state: change.state } });
}

async function note(
  ctx: Ctx,
  change: Omit<Parameters<typeof noteRegistration>[2], "checkedAt">,
): Promise<void> {
  await ctx.transact((db) => noteRegistration(db, ctx.shop, { ...change, checkedAt: ctx.now() }));
}

/**
 * Tells the delivery function what to hide, so that a service suspended a moment ago also leaves a checkout that still
 * shows the platform's cached answer. A store that refuses is logged and remembered: new answers lack it anyway.
 */
export async function hideSuspended(ctx: Ctx): Promise<void> {
  const { registration, suspended } = await ctx.transact(async (db) => ({
    registration: await findRegistration(db, ctx.shop),
    suspended: hiddenCodes(await loadRules(db, ctx)),
  }));
  if (registration?.state !== "registered") return;
  const save = (id: string | null) =>
    ctx.admin.saveCustomization({ id, title: carrierName, functionHandle, suspended });
  let answer = await save(registration.customizationId);
  // What was removed in the store, or by an uninstall, cannot be changed any more: it is made again.
  if (registration.customizationId && answer.ok && "refusal" in answer.data) answer = await save(null);
  if (!answer.ok && answer.problem !== "refused") {
    if (answer.problem === "needs-login") return;
    throw new Error(`the delivery function could not be told what to hide: ${answer.problem}`);
  }
  const said = answer.ok ? answer.data : { refusal: "" };
  if ("refusal" in said) {
    ctx.log.warn({ shop: ctx.shop.id }, "the store has no delivery function to tell what to hide");
    await note(ctx, {
      functionState: "refused",
      functionMessage: said.refusal.slice(0, 500) || null,
    });
    return;
  }
  await note(ctx, {
    functionState: "on",
    customizationId: said.id,
    functionMessage: null,
  });
}
