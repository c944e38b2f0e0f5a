import type { Platform } from "../platform.ts";
import { planRules, type ShopRecord } from "../shop/record.ts";
import { nextId } from "../state.ts";
import { connection, type PageArgs, placed } from "./connection.ts";

/** A carrier service as an app registered it. */
export type Carrier = {
  name: string;
  callbackUrl: string;
  active: boolean;
  supportsServiceDiscovery: boolean;
};
type UserError = { field: string[] | null; message: string; code: string };
type Change = {
  id: string;
  name?: string | null;
  callbackUrl?: string | null;
  active?: boolean | null;
  supportsServiceDiscovery?: boolean | null;
};

const gid = (id: number) => `gid://shopify/DeliveryCarrierService/${id}`;
const node = (id: number, carrier: Carrier) => ({
  __typename: "DeliveryCarrierService",
  id: gid(id),
  formattedName: `${carrier.name} (Rates provided by app)`,
  ...carrier,
});

/** The shop's carrier services, oldest first. */
export function carriers(platform: Platform, shop: ShopRecord) {
  const rows = platform.db
    .prepare("select id, document from carrier_service where shop = ? order by id")
    .all(shop.facts.handle);
  return rows.map((row) => ({ id: Number(row.id), carrier: JSON.parse(String(row.document)) as Carrier }));
}

function find(platform: Platform, shop: ShopRecord, id: string) {
  return carriers(platform, shop).find((one) => gid(one.id) === id) ?? null;
}

/** `carrierServices` of the shop. */
export function carrierConnection(platform: Platform, shop: ShopRecord, args: PageArgs) {
  return connection(
    placed(carriers(platform, shop).map(({ id, carrier }) => ({ key: id, load: () => node(id, carrier) }))),
    args,
  );
}

/** `carrierService(id)`. */
export function carrierById(platform: Platform, shop: ShopRecord, id: string) {
  const found = find(platform, shop, id);
  return found && node(found.id, found.carrier);
}

/** Creates a carrier service, where the shop's plan has them. */
export function createCarrier(platform: Platform, shop: ShopRecord, input: Carrier) {
  const code = "CARRIER_SERVICE_CREATE_FAILED";
  const refused = planProblem(shop, code) ?? inputProblem(input, code);
  const twin = carriers(platform, shop).some(({ carrier }) => carrier.name === input.name);
  if (refused) return { carrierService: null, userErrors: [refused] };
  if (twin)
    return {
      carrierService: null,
      userErrors: [{ field: null, message: `${input.name} is already configured`, code }],
    };
  const carrier: Carrier = {
    name: input.name,
    callbackUrl: input.callbackUrl,
    active: input.active,
    supportsServiceDiscovery: input.supportsServiceDiscovery,
  };
  const id = nextId(platform.db, "carrier-service", 65_404_000_001);
  platform.db
    .prepare("insert into carrier_service (id, shop, document) values (?, ?, ?)")
    .run(id, shop.facts.handle, JSON.stringify(carrier));
  return { carrierService: node(id, carrier), userErrors: [] };
}

/** Changes one; it cannot be switched on where the plan has none. */
export function updateCarrier(platform: Platform, shop: ShopRecord, input: Change) {
  const code = "CARRIER_SERVICE_UPDATE_FAILED";
  const found = find(platform, shop, input.id);
  if (!found)
    return {
      carrierService: null,
      userErrors: [{ field: null, message: "The carrier or app could not be found.", code }],
    };
  const carrier: Carrier = {
    name: input.name ?? found.carrier.name,
    callbackUrl: input.callbackUrl ?? found.carrier.callbackUrl,
    active: input.active ?? found.carrier.active,
    supportsServiceDiscovery: input.supportsServiceDiscovery ?? found.carrier.supportsServiceDiscovery,
  };
  const refused = (carrier.active && planProblem(shop, code)) || inputProblem(carrier, code);
  if (refused) return { carrierService: null, userErrors: [refused] };
  platform.db
    .prepare("update carrier_service set document = ? where id = ?")
    .run(JSON.stringify(carrier), found.id);
  return { carrierService: node(found.id, carrier), userErrors: [] };
}

export function deleteCarrier(platform: Platform, shop: ShopRecord, id: string) {
  const found = find(platform, shop, id);
  if (!found)
    return {
      deletedId: null,
      userErrors: [
        {
          field: ["id"],
          message: "The carrier or app could not be found.",
          code: "CARRIER_SERVICE_DELETE_FAILED",
        },
      ],
    };
  platform.db.prepare("delete from carrier_service where id = ?").run(found.id);
  return { deletedId: gid(found.id), userErrors: [] };
}

function planProblem(shop: ShopRecord, code: string): UserError | null {
  if (planRules[shop.plan].carrierService) return null;
  return {
    field: null,
    message: "Carrier Calculated Shipping must be enabled for your store. Please contact support.",
    code,
  };
}

function inputProblem(carrier: Carrier, code: string): UserError | null {
  if (carrier.name.trim() === "") return { field: null, message: "Name can't be blank", code };
  try {
    const { protocol, hostname } = new URL(carrier.callbackUrl);
    // Real callbacks need https; loopback stands for it here.
    if (protocol === "https:" || hostname === "127.0.0.1" || hostname === "localhost") return null;
  } catch {
    // Falls through to the same refusal.
  }
  return { field: null, message: "Callback url must be a valid https address", code };
}
