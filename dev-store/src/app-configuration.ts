import { readFileSync, statSync } from "node:fs";
import { parse } from "smol-toml";
import { webhookTopics } from "./api/schema.ts";

/** One place that receives some topics. */
export type Subscription = {
  topics: string[];
  uri: string;
  includeFields: string[] | null;
  name: string | null;
};

/** What the platform reads from a deployed `shopify.app.toml`. */
export type AppConfiguration = {
  name: string;
  handle: string;
  homePath: string;
  scopes: string[];
  apiVersion: string;
  subscriptions: Subscription[];
  /** Where requests to the shops' own domains below `/prefix/subpath` go. */
  proxy: { url: string; prefix: string; subpath: string } | null;
};

type Table = Record<string, unknown>;

const sections = new Set([
  "client_id",
  "name",
  "handle",
  "application_url",
  "embedded",
  "extension_directories",
  "web_directories",
  "build",
  "access_scopes",
  "access",
  "auth",
  "webhooks",
  "app_proxy",
  "pos",
  "app_preferences",
  "admin",
  "customer_authentication",
  "events",
  "product",
  "metaobjects",
  "order",
  "customer",
  "shop",
]);
const complianceTopics = new Set(["customers/data_request", "customers/redact", "shop/redact"]);

/** Reads the file again whenever it has changed, as a deploy would. */
export function appConfiguration(tomlPath: string, appUrl: string): () => AppConfiguration {
  let read: { stamp: number; configuration: AppConfiguration } | null = null;
  return () => {
    const stamp = statSync(tomlPath).mtimeMs;
    if (read?.stamp !== stamp)
      read = { stamp, configuration: parseConfiguration(readFileSync(tomlPath, "utf8"), appUrl) };
    return read.configuration;
  };
}

/** Parses the configuration and refuses what the platform refuses. */
export function parseConfiguration(toml: string, appUrl: string): AppConfiguration {
  const root = parse(toml) as Table;
  const unknown = Object.keys(root).filter((key) => !sections.has(key));
  if (unknown.length > 0)
    throw new Error(`Unsupported section(s) in app configuration: ${unknown.join(", ")}`);
  const name = text(root.name, "name");
  if (name.length > 30) throw new Error("App configuration: name is longer than 30 characters.");
  if (root.embedded !== true) throw new Error("App configuration: embedded must be true.");
  const webhooks = table(root.webhooks);
  const scopes = text(table(root.access_scopes).scopes ?? "", "access_scopes.scopes");
  return {
    name,
    handle: typeof root.handle === "string" ? root.handle : name.toLowerCase().replace(/[^a-z0-9]+/g, "-"),
    homePath: new URL(text(root.application_url, "application_url")).pathname,
    scopes: scopes
      .split(",")
      .map((scope) => scope.trim())
      .filter(Boolean),
    apiVersion: text(webhooks.api_version, "webhooks.api_version"),
    subscriptions: list(webhooks.subscriptions).map((entry) => subscription(table(entry), appUrl)),
    proxy: root.app_proxy === undefined ? null : appProxy(table(root.app_proxy), scopes, appUrl),
  };
}

function appProxy(entry: Table, scopes: string, appUrl: string): AppConfiguration["proxy"] {
  const prefix = text(entry.prefix, "app_proxy.prefix");
  const subpath = text(entry.subpath, "app_proxy.subpath");
  if (!["a", "apps", "community", "tools"].includes(prefix))
    throw new Error(`App configuration: ${prefix} is no prefix of an app proxy.`);
  if (!/^[\w-]{1,30}$/.test(subpath) || ["admin", "services", "password", "login"].includes(subpath))
    throw new Error(`App configuration: ${subpath} is no subpath of an app proxy.`);
  if (!scopes.includes("write_app_proxy"))
    throw new Error("App configuration: an app proxy needs the scope write_app_proxy.");
  return { url: new URL(text(entry.url, "app_proxy.url"), appUrl).href, prefix, subpath };
}

function subscription(entry: Table, appUrl: string): Subscription {
  for (const key of ["filter", "payload_query", "actions"]) {
    if (key in entry) throw new Error(`App configuration: the dev store does not imitate webhook "${key}".`);
  }
  const topics = list(entry.topics).map((topic) => text(topic, "topics"));
  const compliance = list(entry.compliance_topics).map((topic) => text(topic, "compliance_topics"));
  for (const topic of topics) {
    if (!webhookTopics().has(topic)) throw new Error(`App configuration: unknown webhook topic ${topic}.`);
  }
  for (const topic of compliance) {
    if (!complianceTopics.has(topic))
      throw new Error(`App configuration: unknown compliance topic ${topic}.`);
  }
  const fields =
    entry.include_fields === undefined
      ? null
      : list(entry.include_fields).map((field) => text(field, "include_fields"));
  return {
    topics: [...topics, ...compliance],
    uri: new URL(text(entry.uri, "uri"), appUrl).href,
    includeFields: fields,
    name: typeof entry.name === "string" ? entry.name : null,
  };
}

function table(value: unknown): Table {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Table) : {};
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown, where: string): string {
  if (typeof value !== "string") throw new Error(`App configuration: ${where} must be a text.`);
  return value;
}
