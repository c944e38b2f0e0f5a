import { randomBytes } from "node:crypto";
import { destination, inventBuyer } from "../orders/buyers.ts";
import { usualCurrency } from "../orders/place.ts";
import type { Platform } from "../platform.ts";
import type { Product } from "../shop/facts.ts";
import type { ShopRecord } from "../shop/record.ts";

/** The languages a buyer may check out in. */
export const checkoutLocales: Record<string, string> = {
  ar: "العربية",
  de: "Deutsch",
  en: "English",
  es: "Español",
  fr: "Français",
  ja: "日本語",
  "pt-BR": "Português (Brasil)",
  "zh-Hans": "简体中文",
};

/** A cart on its way to an order. */
export type Checkout = {
  token: string;
  items: { variantId: number; quantity: number }[];
  country: string;
  province: string | null;
  provinceCode: string | null;
  postcode: string;
  city: string;
  street: string;
  firstName: string;
  lastName: string;
  email: string;
  locale: string;
  currency: string;
  /** The order it became. */
  orderId: number | null;
  /** The last day its option was said to arrive on, as the carrier service wrote it. */
  promisedBy: string | null;
};

/** What a buyer has told; the rest is made up for the country. */
export type Told = Partial<
  Pick<
    Checkout,
    | "items"
    | "country"
    | "postcode"
    | "city"
    | "street"
    | "firstName"
    | "lastName"
    | "email"
    | "locale"
    | "currency"
  >
>;

/** Opens a checkout and keeps it. */
export function openCheckout(platform: Platform, shop: ShopRecord, told: Told): Checkout {
  const place = destination(told.country ?? "DE");
  const { person, address } = inventBuyer(platform.random, place);
  const first = shop.facts.products[0];
  const checkout: Checkout = {
    token: randomBytes(16).toString("hex"),
    items: told.items ?? (first ? [{ variantId: first.variantId, quantity: 1 }] : []),
    country: place.code,
    province: address.province,
    provinceCode: address.provinceCode,
    postcode: told.postcode ?? address.zip,
    city: told.city ?? address.city,
    street: told.street ?? address.address1,
    firstName: told.firstName ?? person.firstName,
    lastName: told.lastName ?? person.lastName,
    email: told.email ?? person.email,
    locale: told.locale ?? place.locale,
    currency: told.currency ?? usualCurrency(shop, place),
    orderId: null,
    promisedBy: null,
  };
  cartLines(shop, checkout);
  return keepCheckout(platform, shop, checkout);
}

/** What is in the cart; throws for something the shop does not sell. */
export function cartLines({ facts }: ShopRecord, checkout: Pick<Checkout, "items">) {
  return checkout.items.map(({ variantId, quantity }): { product: Product; quantity: number } => {
    const product = facts.products.find((one) => one.variantId === variantId);
    if (!product) throw new Error(`${facts.handle} sells no variant ${variantId}.`);
    return { product, quantity };
  });
}

export function keepCheckout(platform: Platform, shop: ShopRecord, checkout: Checkout): Checkout {
  platform.db
    .prepare(
      "insert into checkout (token, shop, document) values (?, ?, ?) on conflict (token) do update set document = excluded.document",
    )
    .run(checkout.token, shop.facts.handle, JSON.stringify(checkout));
  return checkout;
}

export function findCheckout(platform: Platform, shop: ShopRecord, token: string): Checkout | null {
  const row = platform.db
    .prepare("select document from checkout where shop = ? and token = ?")
    .get(shop.facts.handle, token);
  return row ? (JSON.parse(String(row.document)) as Checkout) : null;
}
