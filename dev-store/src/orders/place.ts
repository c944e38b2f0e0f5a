import { randomBytes, randomUUID } from "node:crypto";
import type { Platform } from "../platform.ts";
import { pick } from "../random.ts";
import type { Product } from "../shop/facts.ts";
import { moneySet, toMinor } from "../shop/money.ts";
import type { ShopRecord } from "../shop/record.ts";
import { nextId } from "../state.ts";
import { announce } from "../webhooks/announce.ts";
import { type Destination, destination, inventBuyer, shippingChoices, usualMix } from "./buyers.ts";
import { type OrderDocument, orderDocument, type Purchase } from "./document.ts";
import { saveOrder } from "./ledger.ts";

/** What the caller decides about a new order; the rest is made up by the generator. */
export type OrderWish = {
  country?: string;
  city?: string;
  postcode?: string;
  street?: string;
  province?: string | null;
  provinceCode?: string | null;
  currency?: string;
  email?: string;
  locale?: string;
  /** One of the shop's own shipping choices by its code. */
  option?: string;
  /** What the buyer chose at checkout; takes the place of `option`. */
  shipping?: Purchase["shipping"];
  productIndex?: number;
  quantity?: number;
  /** What the buyer had in the cart; takes the place of `productIndex` and `quantity`. */
  lines?: { product: Product; quantity: number }[];
  firstName?: string;
  lastName?: string;
  checkoutToken?: string;
  createdAt?: Date;
  silent?: boolean;
};

/** Places a paid order and announces it. */
export function placeOrder(
  platform: Platform,
  shop: ShopRecord,
  wish: OrderWish,
  random = platform.random,
): OrderDocument {
  const { facts } = shop;
  const place = destination(wish.country ?? pick(random, usualMix));
  const currency = wish.currency ?? usualCurrency(shop, place);
  const { person, address } = inventBuyer(random, place);
  const lines = wish.lines ?? [madeUpLine(shop, wish, random)];
  const purchase: Purchase = {
    lines,
    currency,
    locale: wish.locale ?? place.locale,
    buyer: {
      id: nextId(platform.db, "customer", 8_104_000_000_001),
      firstName: wish.firstName ?? person.firstName,
      lastName: wish.lastName ?? person.lastName,
      email: wish.email ?? person.email,
      phone: person.phone,
    },
    address: {
      ...address,
      ...(wish.city ? { city: wish.city } : {}),
      ...(wish.postcode ? { zip: wish.postcode } : {}),
      ...(wish.street ? { address1: wish.street } : {}),
      ...(wish.provinceCode === undefined
        ? {}
        : { province: wish.province ?? null, provinceCode: wish.provinceCode }),
    },
    shipping: wish.shipping ?? ownShipping(shop, wish.option, currency, random),
    note: null,
  };
  const order = orderDocument(
    facts,
    purchase,
    {
      id: nextId(platform.db, "order", 5_604_000_000_001),
      number: nextId(platform.db, `order-number:${facts.handle}`, facts.firstOrderNumber),
      lineIds: lines.map(() => nextId(platform.db, "line", 13_204_000_000_001)),
      shippingLineId: nextId(platform.db, "shipping-line", 4_504_000_000_001),
      token: randomBytes(16).toString("hex"),
      checkoutToken: wish.checkoutToken ?? randomBytes(16).toString("hex"),
      confirmation: randomBytes(5).toString("hex").slice(0, 9).toUpperCase(),
    },
    wish.createdAt ?? new Date(),
  );
  saveOrder(platform, shop, order);
  if (!wish.silent) {
    const eventId = randomUUID();
    announce(platform, shop, "orders/create", order, { eventId });
    announce(platform, shop, "orders/paid", order, { eventId });
  }
  return order;
}

/** The currency a buyer at a place pays in: the place's own where the shop sells in it. */
export function usualCurrency({ facts }: ShopRecord, place: Destination): string {
  return facts.presentmentCurrencies.includes(place.currency) ? place.currency : facts.currency;
}

function madeUpLine({ facts }: ShopRecord, wish: OrderWish, random: () => number) {
  const product =
    wish.productIndex === undefined ? pick(random, facts.products) : facts.products[wish.productIndex];
  if (!product) throw new Error("The shop has no such product.");
  return { product, quantity: wish.quantity ?? 1 + Math.floor(random() * 2) };
}

function ownShipping(
  { facts }: ShopRecord,
  code: string | undefined,
  currency: string,
  random: () => number,
): Purchase["shipping"] {
  const option =
    shippingChoices.find((one) => one.code === code) ??
    (random() < 0.7 ? shippingChoices[0] : shippingChoices[1]);
  if (!option) throw new Error("The shop has no shipping option.");
  return { ...option, price: moneySet(toMinor(option.price, facts.currency), facts.currency, currency) };
}
