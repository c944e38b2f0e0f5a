import type { Tenant } from "../../app/context";
import type { Db } from "../../app/db.server";
import { emptyTally, nothingKnown } from "../../app/providers/core/parcel-record";
import type { Aim } from "./store-calls";

const now = new Date("2026-11-23T00:00:00Z");
const id = "0199b6a0-0000-7000-8000-0000000000ab";
const place = (aim: Aim) => ({ providerId: aim.provider, country: "DE" });

const document = (aim: Aim) => ({
  id,
  providerId: aim.provider,
  kind: "licence",
  issuer: "Office",
  number: "1",
  validUntil: "2030-01-01",
  grade: "document",
  addedBy: aim.subject,
  addedAt: now,
});

const decision = (aim: Aim) => ({
  id,
  providerId: aim.provider,
  decision: "suspend",
  fromState: "found",
  toState: "suspended",
  reason: "Changed",
  cause: null,
  signedBy: aim.subject,
  rubricVersion: 1,
  gates: [],
  decidedAt: now,
});

const invitation = (aim: Aim) => ({
  providerId: aim.vettedProvider,
  keyHash: new Uint8Array(32),
  language: "en",
  invitedBy: aim.subject,
  invitedAt: now,
  expiresAt: now,
});

const formAnswer = {
  step: "claims",
  values: { claimWithinDays: "7" },
  complete: false,
  answeredAt: now,
} as const;

const provider = {
  id,
  carrierKey: "aimedcarrier",
  name: "Aimed",
  registrationNumber: null,
  state: "draft",
} as const;

/** How the providers' store functions are aimed at the rows of `aim`. */
export const providerStoreCalls: Readonly<Record<string, (db: Db, shop: Tenant, aim: Aim) => unknown[]>> = {
  "providers/store findProvider": (db, shop, aim) => [db, shop, aim.provider],
  "providers/store lockProvider": (db, shop, aim) => [db, shop, aim.provider],
  "providers/store findProviderByCarrier": (db, shop, aim) => [db, shop, aim.carrierKey],
  "providers/store insertProvider": (db, shop) => [db, shop, provider, now],
  "providers/store changeProvider": (db, shop, aim) => [db, shop, aim.provider, { state: "rejected" }, now],
  "providers/store listProviders": (db, shop) => [db, shop, null, 50],
  "providers/store findNextToReview": (db, shop) => [db, shop],
  "providers/store listEnded": (db, shop) => [db, shop, "2100-01-01", 50],
  "providers/store listDocuments": (db, shop, aim) => [db, shop, [aim.vettedProvider]],
  "providers/store insertDocument": (db, shop, aim) => [db, shop, document(aim)],
  "providers/store insertDecision": (db, shop, aim) => [db, shop, decision(aim)],
  "providers/store listDecisions": (db, shop, aim) => [db, shop, aim.vettedProvider, 50],
  "providers/invitation-store findInvitation": (db, shop, aim) => [db, shop, aim.vettedProvider],
  "providers/invitation-store findInvitationByKey": (db, shop, aim) => [db, shop, aim.invitationKeyHash],
  "providers/invitation-store putInvitation": (db, shop, aim) => [db, shop, invitation(aim)],
  "providers/invitation-store changeInvitation": (db, shop, aim) => [
    db,
    shop,
    aim.vettedProvider,
    { revokedAt: now },
  ],
  "providers/invitation-store listFormAnswers": (db, shop, aim) => [db, shop, aim.vettedProvider],
  "providers/invitation-store saveFormAnswer": (db, shop, aim) => [db, shop, aim.vettedProvider, formAnswer],
  "providers/invitation-store listFormProgress": (db, shop, aim) => [db, shop, [aim.vettedProvider]],
  "providers/tally-store lockParcel": (db, shop, aim) => [db, shop, aim.countedParcel, now],
  "providers/tally-store lockParcels": (db, shop, aim) => [db, shop, [aim.countedParcel]],
  "providers/tally-store insertParcels": (db, shop, aim) => [
    db,
    shop,
    new Map([[`${aim.countedParcel}0`, { record: nothingKnown, providerId: null }]]),
    now,
  ],
  "providers/tally-store saveParcel": (db, shop, aim) => [
    db,
    shop,
    aim.countedParcel,
    { record: nothingKnown, providerId: aim.provider },
    now,
  ],
  "providers/tally-store lockTotals": (db, shop, aim) => [db, shop, aim.provider],
  "providers/tally-store saveTotals": (db, shop, aim) => [
    db,
    shop,
    aim.provider,
    { sent: 1, delivered: 1, onTime: 1, late: 0, rank: 9 },
  ],
  "providers/tally-store addToTally": (db, shop, aim) => [
    db,
    shop,
    place(aim),
    { ...emptyTally, sent: 5 },
    now,
  ],
  "providers/tally-store listTallies": (db, shop, aim) => [db, shop, aim.provider],
  "providers/tally-store findBusiestLane": (db, shop) => [db, shop, "ZZ"],
};
