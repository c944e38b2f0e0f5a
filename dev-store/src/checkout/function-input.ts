import { type FieldNode, Kind, parse, type SelectionSetNode, valueFromASTUntyped } from "graphql";
import { customizationGid } from "../api/customization-data.ts";
import { findMetafield, jsonValue } from "../api/metafield-data.ts";
import type { Platform } from "../platform.ts";
import { convert, toDecimal, toMinor } from "../shop/money.ts";
import type { ShopRecord } from "../shop/record.ts";
import { type Checkout, cartLines } from "./checkout.ts";
import type { ShippingOption } from "./shipping-options.ts";

/** Everything a delivery customization may ask for; fields with arguments are functions of them. */
export function functionSource(
  platform: Platform,
  shop: ShopRecord,
  checkout: Checkout,
  customizationId: number,
  options: ShippingOption[],
) {
  const { facts } = shop;
  const amount = (minor: number) => ({
    amount: toDecimal(minor, checkout.currency),
    currencyCode: checkout.currency,
  });
  const lines = cartLines(shop, checkout).map(({ product, quantity }, index) => {
    const each = convert(toMinor(product.price, facts.currency), facts.currency, checkout.currency);
    return { id: `gid://shopify/CartLine/${index}`, quantity, each, grams: product.grams };
  });
  const total = lines.reduce((sum, line) => sum + line.each * line.quantity, 0);
  const cartLineNodes = lines.map(({ id, quantity, each }) => ({
    id,
    quantity,
    attribute: () => null,
    cost: {
      amountPerQuantity: amount(each),
      subtotalAmount: amount(each * quantity),
      totalAmount: amount(each * quantity),
    },
  }));
  const owned = (owner: string) => (given: { namespace?: string; key?: string }) => {
    const found = findMetafield(platform, shop, owner, given.namespace, String(given.key));
    // Longer values are invisible to functions.
    if (!found || Buffer.byteLength(found.value) > 10_000) return null;
    return { value: found.value, type: found.type, jsonValue: jsonValue(found) };
  };
  return {
    cart: {
      attribute: () => null,
      buyerIdentity: { email: checkout.email, phone: null, customer: null, isAuthenticated: false },
      cost: { subtotalAmount: amount(total), totalAmount: amount(total) },
      lines: cartLineNodes,
      deliverableLines: cartLineNodes,
      deliveryGroups: [
        {
          id: "gid://shopify/CartDeliveryGroup/0",
          groupType: "ONE_TIME_PURCHASE",
          cartLines: cartLineNodes,
          deliveryAddress: {
            countryCode: checkout.country,
            provinceCode: checkout.provinceCode,
            city: checkout.city,
            zip: checkout.postcode,
            address1: checkout.street,
            address2: null,
            firstName: checkout.firstName,
            lastName: checkout.lastName,
          },
          deliveryOptions: options.map((one) => optionNode(one)),
          selectedDeliveryOption: options[0] ? optionNode(options[0]) : null,
        },
      ],
    },
    deliveryCustomization: { metafield: owned(customizationGid(customizationId)) },
    localization: {
      country: { isoCode: checkout.country },
      language: { isoCode: checkout.locale.replace("-", "_").toUpperCase().replace("_HANS", "_CN") },
    },
    presentmentCurrencyRate: String(convert(1_000_000, facts.currency, checkout.currency) / 1_000_000),
    shop: { metafield: owned(`gid://shopify/Shop/${facts.id}`) },
  };
}

function optionNode(one: ShippingOption) {
  return {
    handle: one.handle,
    code: one.code,
    title: one.title,
    description: one.description,
    deliveryMethodType: "SHIPPING",
    cost: { amount: toDecimal(one.minor, one.currency), currencyCode: one.currency },
  };
}

/** What the function's own query selects of it; a field nobody has is an error, as at deploy. */
export function selectInput(query: string, source: object): unknown {
  const definition = parse(query).definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
  if (!definition) throw new Error("The function's input query holds no query.");
  return select(definition.selectionSet, source, "Input");
}

function select(selection: SelectionSetNode, source: unknown, where: string): unknown {
  if (source === null || source === undefined) return null;
  if (Array.isArray(source)) return source.map((one) => select(selection, one, where));
  const result: Record<string, unknown> = {};
  for (const node of selection.selections) {
    if (node.kind !== Kind.FIELD) {
      // Of the types behind fragments the dev store has the usual one only.
      if (node.kind === Kind.INLINE_FRAGMENT) Object.assign(result, select(node.selectionSet, source, where));
      continue;
    }
    result[node.alias?.value ?? node.name.value] = field(node, source as Record<string, unknown>, where);
  }
  return result;
}

function field(node: FieldNode, source: Record<string, unknown>, where: string): unknown {
  const name = node.name.value;
  if (name === "__typename") return where;
  if (!Object.hasOwn(source, name)) throw new Error(`dev store has no data for ${where}.${name}`);
  const held = source[name];
  const args = Object.fromEntries(
    (node.arguments ?? []).map((one) => [one.name.value, valueFromASTUntyped(one.value)]),
  );
  const value: unknown = typeof held === "function" ? (held as (given: object) => unknown)(args) : held;
  return node.selectionSet ? select(node.selectionSet, value, `${where}.${name}`) : value;
}
