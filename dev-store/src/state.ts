import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";

const tables = `
create table if not exists shop (
  handle text primary key, plan text not null, installed integer not null, granted text not null,
  installedAt text, uninstalledAt text);
create table if not exists token (
  token text primary key, kind text not null, mode text not null, shop text not null, staff text,
  scopes text not null, expiresAt integer not null, revoked integer not null default 0, parent text);
create table if not exists store_order (
  id integer primary key, shop text not null, createdAt text not null, updatedAt text not null, processedAt text not null, document text not null);
create index if not exists store_order_by_shop on store_order (shop, updatedAt);
create table if not exists fulfillment_event (
  id integer primary key, shop text not null, fulfillmentId integer not null, happenedAt text not null, document text not null);
create index if not exists fulfillment_event_by_fulfillment on fulfillment_event (fulfillmentId);
create table if not exists past_order (
  shop text not null, name text not null, orderId integer not null, primary key (shop, name)) without rowid;
create table if not exists placement (shop text not null, block text not null, primary key (shop, block)) without rowid;
create table if not exists carrier_service (id integer primary key, shop text not null, document text not null);
create table if not exists checkout (token text primary key, shop text not null, document text not null);
create table if not exists delivery_customization (id integer primary key, shop text not null, document text not null);
create table if not exists delivery_profile (shop text primary key, document text not null);
create table if not exists metafield (
  id integer primary key, shop text not null, owner text not null, namespace text not null, key text not null,
  type text not null, value text not null, createdAt text not null, updatedAt text not null,
  unique (shop, owner, namespace, key));
create table if not exists delivery (
  id integer primary key, shop text not null, topic text not null, uri text not null, name text, secret text,
  webhookId text not null, eventId text not null, apiVersion text not null, triggeredAt text not null,
  body blob not null, state text not null, scheduled integer not null default 0, nextAt integer, attempts text not null default '[]');
create index if not exists delivery_due on delivery (state, nextAt);
create table if not exists door (name text primary key, url text not null) without rowid;
create table if not exists mail (id integer primary key, receivedAt text not null, recipient text not null, document text not null);
create table if not exists sequence (name text primary key, last integer not null);
`;

const tableNames = [
  "shop",
  "token",
  "store_order",
  "fulfillment_event",
  "past_order",
  "placement",
  "carrier_service",
  "checkout",
  "delivery_customization",
  "delivery_profile",
  "metafield",
  "delivery",
  "door",
  "mail",
  "sequence",
];

/** Opens the dev store's own file and makes its tables. */
export function openState(path: string): DatabaseSync {
  if (path !== ":memory:") mkdirSync(dirname(path), { recursive: true });
  const db = new DatabaseSync(path);
  db.exec("pragma journal_mode = wal; pragma synchronous = normal; pragma busy_timeout = 2000;");
  db.exec(tables);
  return db;
}

/** Empties every table, as before the first start. */
export function emptyState(db: DatabaseSync): void {
  for (const name of tableNames) db.exec(`delete from ${name}`);
}

/** The next number of a named sequence; numbers look like the platform's. */
export function nextId(db: DatabaseSync, name: string, first: number): number {
  const row = db
    .prepare(
      "insert into sequence (name, last) values (?, ?) on conflict (name) do update set last = last + 1 returning last",
    )
    .get(name, first);
  return Number(row?.last);
}

/** Runs the work in one transaction, so that a killed process leaves no half of it. */
export function atOnce<T>(db: DatabaseSync, work: () => T): T {
  if (db.isTransaction) return work();
  db.exec("begin immediate");
  try {
    const result = work();
    db.exec("commit");
    return result;
  } catch (error) {
    db.exec("rollback");
    throw error;
  }
}
