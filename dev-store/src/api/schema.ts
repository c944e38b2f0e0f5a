import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { buildClientSchema, type GraphQLSchema, type IntrospectionQuery, isEnumType } from "graphql";

type AccessItem = {
  type: "type" | "field";
  typeName: string;
  fieldName?: string;
  requiredAccess: string;
  offlineScopes: string[];
};
type SchemaFile = { data: IntrospectionQuery; offline_scopes: { items: AccessItem[] } };

/** What a token must be allowed to do; any one of the scopes is enough. */
export type Access = { scopes: string[]; sentence: string };

let loaded: { schema: GraphQLSchema; access: Map<string, Access>; topics: Set<string> } | null = null;

function load() {
  if (loaded) return loaded;
  const packed = readFileSync(new URL("../../schema/admin_2026-07.json.gz", import.meta.url));
  const file = JSON.parse(gunzipSync(packed).toString("utf8")) as SchemaFile;
  // The schema holds an input type without fields, which graphql-js would refuse.
  const schema = buildClientSchema(file.data, { assumeValid: true });
  const access = new Map<string, Access>();
  for (const item of file.offline_scopes.items) {
    if (item.offlineScopes.length === 0) continue;
    const key = item.fieldName ? `${item.typeName}.${item.fieldName}` : item.typeName;
    access.set(key, { scopes: item.offlineScopes, sentence: item.requiredAccess });
  }
  // The schema's own list for this type is shorter than its sentence, which also names orders and shipping.
  const carrier = access.get("DeliveryCarrierService");
  if (carrier)
    access.set("DeliveryCarrierService", {
      ...carrier,
      scopes: [...carrier.scopes, "read_shipping", "read_orders"],
    });
  loaded = { schema, access, topics: topicsOf(schema) };
  return loaded;
}

function topicsOf(schema: GraphQLSchema): Set<string> {
  const type = schema.getType("WebhookSubscriptionTopic");
  if (!isEnumType(type)) throw new Error("The schema has no webhook topics.");
  // ORDERS_CREATE → orders/create; the subject may hold underscores, so every cut is a candidate.
  const topics = new Set<string>();
  for (const { name } of type.getValues()) {
    const words = name.toLowerCase().split("_");
    for (let cut = 1; cut < words.length; cut += 1) {
      topics.add(`${words.slice(0, cut).join("_")}/${words.slice(cut).join("_")}`);
    }
  }
  return topics;
}

/** The Admin schema of 2026-07. */
export function adminSchema(): GraphQLSchema {
  return load().schema;
}

/** What `Type` or `Type.field` requires, if anything. */
export function accessFor(key: string): Access | undefined {
  return load().access.get(key);
}

/** Every topic a subscription may name. */
export function webhookTopics(): Set<string> {
  return load().topics;
}
