import type { Db } from "./db.server";
import type { Fact } from "./facts";
import type { MailGateway } from "./gateways/mail/smtp-mail.server";
import type { StoreAdmin } from "./gateways/shopify/store-admin.server";
import type { Logger } from "./log.server";
import type { Role } from "./shop/core/permissions";

/** Seals and opens one shop's personal data. `place` is table.column, `row` the row's id; both are authenticated. */
export type Vault = {
  seal(place: string, row: string, plain: string | Uint8Array): Uint8Array<ArrayBuffer>;
  open(place: string, row: string, sealed: Uint8Array): Buffer;
  openText(place: string, row: string, sealed: Uint8Array): string;
  /** Equal for equal texts of this shop only; to look a row up without storing the text. */
  index(purpose: string, text: string): Uint8Array<ArrayBuffer>;
};

/** A shop whose identity came from a verified token, signature or our own job: never from a request's fields. */
export type Tenant = { id: string; vault: Vault };

/** What every query and command is given by the edge. */
export type Ctx = {
  shop: Tenant;
  requestId: string;
  log: Logger;
  now(): Date;
  newId(): string;
  /** One transaction in which only this shop's rows exist. Passes `db` on; never nests. */
  transact<T>(work: (db: Db) => Promise<T>): Promise<T>;
  /** Tells every listener of the fact, in the same transaction as the change it reports. */
  announce(db: Db, fact: Fact): Promise<void>;
  /** The store's Admin API with the shop's own token, for background work. */
  admin: StoreAdmin;
  /** The way for mails to buyers. */
  mail: MailGateway;
};

/** A person of the store's staff, known by the subject of the platform's id token. */
export type Staff = { subject: string; role: Role; displayName: string | null };

/** A buyer's block on a page of the store. `customerId` only where the buyer is logged in and the app may know. */
export type BuyerCtx = Ctx & { buyer: { customerId: string | null; tokenId: string } };

/** Whoever holds the link to a provider's form, known by the hash of its key. Whether it still opens is asked there. */
export type InvitedCtx = Ctx & { keyHash: Uint8Array<ArrayBuffer> };

/** `clientId`: the app's own, as links into the platform's editors name it. */
export type AdminCtx = Ctx & { staff: Staff; locale: string; clientId: string };
