import { functionExtensions } from "../extensions/manifests.ts";
import type { Platform } from "../platform.ts";
import type { ShopRecord } from "../shop/record.ts";
import { nextId } from "../state.ts";
import { connection, type PageArgs, placed } from "./connection.ts";
import { findMetafield, metafieldNode, saveMetafield } from "./metafield-data.ts";

/** A function of the app that a shop has switched on or off. */
export type Customization = { title: string; enabled: boolean; functionHandle: string };
type Input = {
  title?: string | null;
  enabled?: boolean | null;
  functionHandle?: string | null;
  functionId?: string | null;
  metafields?:
    | { namespace?: string | null; key?: string | null; type?: string | null; value?: string | null }[]
    | null;
};

/** The most a shop may have switched on at once. */
const mostEnabled = 25;
/** The global id of a customization. */
export const customizationGid = (id: number) => `gid://shopify/DeliveryCustomization/${id}`;

/** The shop's delivery customizations, oldest first. */
export function customizations(platform: Platform, shop: ShopRecord) {
  const rows = platform.db
    .prepare("select id, document from delivery_customization where shop = ? order by id")
    .all(shop.facts.handle);
  return rows.map((row) => ({
    id: Number(row.id),
    customization: JSON.parse(String(row.document)) as Customization,
  }));
}

function find(platform: Platform, shop: ShopRecord, gid: string) {
  return customizations(platform, shop).find(({ id }) => customizationGid(id) === gid) ?? null;
}

function node(
  platform: Platform,
  shop: ShopRecord,
  id: number,
  { title, enabled, functionHandle }: Customization,
) {
  return {
    __typename: "DeliveryCustomization",
    id: customizationGid(id),
    title,
    enabled,
    functionId: functionHandle,
    errorHistory: null,
    metafield: ({ namespace, key }: { namespace?: string | null; key: string }) =>
      metafieldNode(findMetafield(platform, shop, customizationGid(id), namespace, key)),
  };
}

export function customizationConnection(platform: Platform, shop: ShopRecord, args: PageArgs) {
  const rows = customizations(platform, shop).map(({ id, customization }) => ({
    key: id,
    load: () => node(platform, shop, id, customization),
  }));
  return connection(placed(rows), args);
}

export function customizationById(platform: Platform, shop: ShopRecord, gid: string) {
  const found = find(platform, shop, gid);
  return found && node(platform, shop, found.id, found.customization);
}

/** `deliveryCustomizationCreate`. */
export function createCustomization(platform: Platform, shop: ShopRecord, input: Input) {
  const refuse = refusal("functionHandle");
  const handle = input.functionHandle ?? input.functionId ?? "";
  if (!functionExtensions(platform).some((one) => one.handle === handle))
    return refuse("FUNCTION_NOT_FOUND", `Function ${handle} not found.`);
  if (!input.title) return refusal("title")("REQUIRED_INPUT_FIELD", "Title can't be blank.");
  const enabled = input.enabled ?? false;
  if (
    enabled &&
    customizations(platform, shop).filter((one) => one.customization.enabled).length >= mostEnabled
  )
    return refuse("MAXIMUM_ACTIVE_DELIVERY_CUSTOMIZATIONS", "Too many active delivery customizations.");
  const id = nextId(platform.db, "delivery-customization", 36_104_000_001);
  const customization = { title: input.title, enabled, functionHandle: handle };
  platform.db
    .prepare("insert into delivery_customization (id, shop, document) values (?, ?, ?)")
    .run(id, shop.facts.handle, JSON.stringify(customization));
  keepFields(platform, shop, id, input);
  return { deliveryCustomization: node(platform, shop, id, customization), userErrors: [] };
}

/** `deliveryCustomizationUpdate`. */
export function updateCustomization(platform: Platform, shop: ShopRecord, gid: string, input: Input) {
  const found = find(platform, shop, gid);
  if (!found) return refusal("id")("DELIVERY_CUSTOMIZATION_NOT_FOUND", "Could not find it.");
  const customization = {
    ...found.customization,
    title: input.title ?? found.customization.title,
    enabled: input.enabled ?? found.customization.enabled,
  };
  save(platform, found.id, customization);
  keepFields(platform, shop, found.id, input);
  return { deliveryCustomization: node(platform, shop, found.id, customization), userErrors: [] };
}

/** `deliveryCustomizationActivation`. */
export function activateCustomizations(
  platform: Platform,
  shop: ShopRecord,
  ids: string[],
  enabled: boolean,
) {
  const changed = ids.flatMap((gid) => {
    const found = find(platform, shop, gid);
    if (found) save(platform, found.id, { ...found.customization, enabled });
    return found ? [gid] : [];
  });
  const missing = ids.filter((gid) => !changed.includes(gid));
  return {
    ids: changed,
    userErrors:
      missing.length === 0
        ? []
        : [
            {
              field: ["ids"],
              code: "DELIVERY_CUSTOMIZATION_NOT_FOUND",
              message: `Could not find ${missing.join(", ")}.`,
            },
          ],
  };
}

/** `deliveryCustomizationDelete`. */
export function deleteCustomization(platform: Platform, shop: ShopRecord, gid: string) {
  const found = find(platform, shop, gid);
  if (!found)
    return {
      deletedId: null,
      userErrors: refusal("id")("DELIVERY_CUSTOMIZATION_NOT_FOUND", "Could not find it.").userErrors,
    };
  platform.db.prepare("delete from delivery_customization where id = ?").run(found.id);
  return { deletedId: gid, userErrors: [] };
}

function refusal(field: string) {
  return (code: string, message: string) => ({
    deliveryCustomization: null,
    userErrors: [{ field: ["deliveryCustomization", field], code, message }],
  });
}

function save(platform: Platform, id: number, customization: Customization): void {
  platform.db
    .prepare("update delivery_customization set document = ? where id = ?")
    .run(JSON.stringify(customization), id);
}

function keepFields(platform: Platform, shop: ShopRecord, id: number, { metafields }: Input): void {
  for (const { namespace, key, type, value } of metafields ?? []) {
    if (!key || value == null) continue;
    saveMetafield(platform, shop, {
      ownerId: customizationGid(id),
      namespace: namespace ?? null,
      key,
      type: type ?? "json",
      value,
    });
  }
}
