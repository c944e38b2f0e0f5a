import { convert, toMinor, toSubunits } from "../shop/money.ts";
import type { ShopRecord } from "../shop/record.ts";
import { type Checkout, cartLines } from "./checkout.ts";

/** The body a carrier service is posted, key for key as the platform's schema describes it. */
export function rateRequest(shop: ShopRecord, checkout: Checkout) {
  const { facts } = shop;
  const price = (amount: string) =>
    toSubunits(
      convert(toMinor(amount, facts.currency), facts.currency, checkout.currency),
      checkout.currency,
    );
  const lines = cartLines(shop, checkout);
  const subtotal = lines.reduce((sum, { product, quantity }) => sum + price(product.price) * quantity, 0);
  return {
    rate: {
      origin: origin(shop),
      destination: destinationOf(checkout),
      items: lines.map(({ product, quantity }) => ({
        name: `${product.title} - ${product.variant}`,
        sku: product.sku,
        quantity,
        grams: product.grams,
        price: price(product.price),
        vendor: facts.name,
        requires_shipping: true,
        taxable: true,
        fulfillment_service: "manual",
        properties: null,
        product_id: product.productId,
        variant_id: product.variantId,
      })),
      currency: checkout.currency,
      locale: checkout.locale,
      order_totals: {
        subtotal_price: String(subtotal),
        total_price: String(subtotal),
        discount_amount: "0",
      },
    },
  };
}

function origin({ facts }: ShopRecord) {
  return {
    country: facts.address.countryCode,
    postal_code: facts.address.zip,
    province: facts.address.provinceCode,
    city: facts.address.city,
    name: null,
    address1: facts.address.address1,
    address2: "",
    address3: null,
    phone: facts.address.phone,
    fax: null,
    email: null,
    address_type: null,
    company_name: facts.name,
  };
}

function destinationOf(checkout: Checkout) {
  return {
    country: checkout.country,
    postal_code: checkout.postcode,
    province: checkout.provinceCode,
    city: checkout.city,
    name: `${checkout.firstName} ${checkout.lastName}`.trim(),
    address1: checkout.street,
    address2: "",
    address3: null,
    phone: null,
    fax: null,
    email: null,
    address_type: null,
    company_name: null,
  };
}
