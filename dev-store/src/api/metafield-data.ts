import { createHash } from "node:crypto";
import type { Platform } from "../platform.ts";
import type { ShopRecord } from "../shop/record.ts";
import { nextId } from "../state.ts";

/** A metafield as it is kept. */
export type Metafield = {
  id: number;
  owner: string;
  namespace: string;
  key: string;
  type: string;
  value: string;
  createdAt: string;
  updatedAt: string;
};
type SetInput = {
  ownerId: string;
  namespace?: string | null;
  key: string;
  type?: string | null;
  value: string;
  compareDigest?: string | null;
};

const largestValue = 16_384;
const owners = /^gid:\/\/shopify\/(DeliveryCustomization|Shop|AppInstallation|Order)\/\d+$/;
const digest = (value: string) => createHash("sha256").update(value).digest("hex");
const utc = (value: string) => `${value.slice(0, 19)}Z`;

/** One metafield of an owner; a namespace left out is the app's own. */
export function findMetafield(
  platform: Platform,
  shop: ShopRecord,
  owner: string,
  namespace: string | null | undefined,
  key: string,
): Metafield | null {
  const row = platform.db
    .prepare("select * from metafield where shop = ? and owner = ? and namespace = ? and key = ?")
    .get(shop.facts.handle, owner, namespace ?? "$app", key);
  return (row as unknown as Metafield | undefined) ?? null;
}

export function metafieldNode(field: Metafield | null): object | null {
  if (!field) return null;
  return {
    id: `gid://shopify/Metafield/${field.id}`,
    namespace: field.namespace,
    key: field.key,
    type: field.type,
    value: field.value,
    jsonValue: jsonValue(field),
    sizeInBytes: Buffer.byteLength(field.value),
    compareDigest: digest(field.value),
    createdAt: utc(field.createdAt),
    updatedAt: utc(field.updatedAt),
  };
}

/** The value as a function or a query reads it. */
export function jsonValue({ type, value }: Pick<Metafield, "type" | "value">): unknown {
  const plain = /^(single_line|multi_line)_text_field$/.test(type);
  try {
    return plain ? value : JSON.parse(value);
  } catch {
    return value;
  }
}

/** `metafieldsSet`: all of them or none. */
export function setMetafields(platform: Platform, shop: ShopRecord, inputs: SetInput[]) {
  const problems = inputs.flatMap((input, index) => {
    const problem = problemOf(platform, shop, input, inputs.length);
    return problem ? [{ field: ["metafields", String(index)], elementIndex: index, ...problem }] : [];
  });
  if (problems.length > 0) return { metafields: null, userErrors: problems };
  return {
    metafields: inputs.map((input) => metafieldNode(saveMetafield(platform, shop, input))),
    userErrors: [],
  };
}

/** Keeps one value; the caller has checked it. */
export function saveMetafield(platform: Platform, shop: ShopRecord, input: SetInput): Metafield {
  const now = new Date().toISOString();
  const row = platform.db
    .prepare(
      `insert into metafield (id, shop, owner, namespace, key, type, value, createdAt, updatedAt) values (?, ?, ?, ?, ?, ?, ?, ?, ?)
       on conflict (shop, owner, namespace, key) do update set type = excluded.type, value = excluded.value, updatedAt = excluded.updatedAt
       returning *`,
    )
    .get(
      nextId(platform.db, "metafield", 20_404_000_000_001),
      shop.facts.handle,
      input.ownerId,
      input.namespace ?? "$app",
      input.key,
      input.type ?? "json",
      input.value,
      now,
      now,
    );
  return row as unknown as Metafield;
}

function problemOf(platform: Platform, shop: ShopRecord, input: SetInput, count: number) {
  if (count > 25) return { code: "LESS_THAN_OR_EQUAL_TO", message: "Exceeded the maximum of 25 metafields" };
  if (!owners.test(input.ownerId))
    return { code: "INVALID", message: `dev store keeps no metafields of ${input.ownerId}` };
  const found = findMetafield(platform, shop, input.ownerId, input.namespace, input.key);
  if (!input.type && !found) return { code: "BLANK", message: "Type can't be blank" };
  if (Buffer.byteLength(input.value) > largestValue)
    return { code: "TOO_LONG", message: "Value is too large" };
  const type = input.type ?? found?.type;
  if (type === "json" && jsonValue({ type, value: input.value }) === input.value && !isJson(input.value))
    return { code: "INVALID_VALUE", message: "Value is invalid JSON" };
  if (input.compareDigest && digest(found?.value ?? "") !== input.compareDigest)
    return { code: "STALE_OBJECT", message: "The resource has been updated since it was loaded" };
  return null;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
