import type { Tenant } from "../../app/context";
import type { Db } from "../../app/db.server";
import { nothingSaid } from "../../app/markets/core/market";
import type { Ticket, TicketMessage } from "../../app/tickets/core/ticket";
import { keptCase, publishedRate } from "../support/filled-shipping";
import { figureStoreCalls } from "./figure-store-calls";
import { historyStoreCalls } from "./history-store-calls";
import { passStoreCalls } from "./pass-store-calls";
import { providerStoreCalls } from "./provider-store-calls";
import { surveyStoreCalls } from "./survey-store-calls";

/** What a stranger would have to know of a shop to aim at its rows. */
export type Aim = {
  order: string;
  /** Deleted at the store. */
  buriedOrder: string;
  customer: string;
  parcel: string;
  event: string;
  delivery: string;
  request: string;
  requestInbox: string;
  subject: string;
  submission: string;
  comment: string;
  /** Provider under whom the shop's answers are kept; empty where nobody knows it. */
  surveyProvider: string;
  market: string;
  ticket: string;
  ticketOrder: string;
  waitingMail: string;
  ticketClientId: string;
  ticketMessage: string;
  lane: string;
  claimedParcel: string;
  claimedOrder: string;
  /** The provider whose claim periods are set. */
  termsOf: string;
  service: string;
  shippingCase: string;
  publishedRate: string;
  /** Under way. */
  action: string;
  /** A provider with counts in Germany, one with a document and a decision, and a parcel that was counted. */
  provider: string;
  carrierKey: string;
  vettedProvider: string;
  countedParcel: string;
  invitationKeyHash: Uint8Array<ArrayBuffer>;
  /** A file of past shipments that waits with its rows staged, one that was imported, and a shipment of it. */
  openImport: string;
  doneImport: string;
  shipment: string;
};

type Store = Record<string, (...args: never[]) => unknown>;
const modules = import.meta.glob<Store>("../../app/*/*store.server.ts", { eager: true });

/** Every function of every store, by "file name". */
export const storeFunctions: Readonly<Record<string, (...args: never[]) => unknown>> = Object.fromEntries(
  Object.entries(modules).flatMap(([file, module]) =>
    Object.entries(module)
      .filter(([, value]) => typeof value === "function")
      .map(([name, value]) => [`${file.replace("../../app/", "").replace(".server.ts", "")} ${name}`, value]),
  ),
);

type Call = (db: Db, shop: Tenant, aim: Aim) => unknown[];

const now = new Date("2026-11-23T00:00:00Z");
const future = new Date("2100-01-01T00:00:00Z");
const version = { updatedAt: future, triggeredAt: future, digest: "f".repeat(32) };
const id = "0199b6a0-0000-7000-8000-0000000000aa";
const person = (aim: Aim) => ({ customerId: aim.customer, orderIds: [aim.order] });
const money = { minor: 1n, currency: "USD" };

const order = (aim: Aim) => ({
  id: aim.order,
  name: "#1",
  placedAt: now,
  cancelledAt: null,
  financialStatus: null,
  fulfillmentStatus: null,
  total: money,
  presentment: null,
  customerId: null,
  customerLocale: null,
  contact: null,
  country: null,
  province: null,
  city: null,
  postcode: null,
  shippingTitle: null,
  shippingCode: null,
  shippingSource: null,
  confirmationNumber: null,
  checkoutToken: null,
  isTest: false,
});

const parcel = (aim: Aim) => ({
  id: aim.parcel,
  orderId: aim.order,
  name: null,
  status: "success",
  createdAt: now,
  trackingCompany: null,
  trackingNumber: null,
  trackingUrl: null,
  shipmentStatus: null,
});

const event = (aim: Aim) => ({
  id: aim.event,
  fulfillmentId: aim.parcel,
  orderId: aim.order,
  status: "delivered",
  happenedAt: now,
  estimatedDeliveryAt: null,
  message: null,
  city: null,
  province: null,
  country: null,
  postcode: null,
});

const market = (aim: Aim) => ({
  id: aim.market,
  handle: "m",
  name: "M",
  active: true,
  currency: "EUR",
  languages: ["de"],
  countries: [{ code: "DE", currency: "EUR" }],
});

const followed = (aim: Aim) => ({
  id: aim.parcel,
  orderId: aim.order,
  orderName: "#1",
  carrier: null,
  country: "DE",
  sentAt: now,
  state: "sent",
  statusText: null,
  latestEventAt: null,
  promisedFrom: null,
  promisedBy: null,
  deliveredAt: null,
  deliveredHow: null,
  verdict: null,
  trouble: null,
  troubleTurn: null,
  troubleSince: null,
  troubleDueAt: null,
  lookAgainAt: null,
  sentAnnouncedAt: null,
  deliveredAnnouncedAt: null,
  lateAnnouncedAt: null,
  firstSeenAt: now,
  followedAt: now,
  forecastFrom: null,
  forecastBy: null,
  forecastSource: null,
  claimGround: null,
  claimBy: null,
  claimDecision: null,
  laneId: null,
  laneHeard: false,
  laneDays: null,
});

const service = (aim: Aim) => ({
  id: aim.service,
  code: "EXP_DHL",
  providerId: "p",
  tier: "standard",
  currency: "EUR",
  words: { en: { name: "Changed", description: "" } },
  zones: [],
  limits: { maxGrams: null, maxValueMinor: null },
  packaging: null,
  active: true,
  version: 1,
});

const ticket = (aim: Aim): Ticket => ({
  id: aim.ticket,
  orderId: aim.ticketOrder,
  kind: "other",
  priority: "low",
  state: "closed",
  held: false,
  customerId: null,
  country: null,
  language: "en",
  about: null,
  assignee: null,
  openedAt: now,
  firstReplyDue: null,
  firstReplyAt: null,
  firstReplyMinutes: null,
  waitingSince: null,
  dueAt: null,
  lastMessageId: id,
  lastMessageAt: now,
  solvedAt: null,
});

const ticketMessage = (aim: Aim): TicketMessage => ({
  id,
  ticketId: aim.ticket,
  author: "staff",
  subject: aim.subject,
  text: "changed",
  at: now,
  clientId: id,
  mail: "none",
  mailedAt: null,
});

const macro = { id: "another", language: "en", position: 9, title: "changed", body: "changed" };

/** How each store function is aimed at the rows of `aim`, with the arguments a command would pass. */
export const storeCalls: Readonly<Record<string, Call>> = {
  "shop/store findShop": (db, shop) => [db, shop.id],
  "shop/store lockShop": (db, shop) => [db, shop.id],
  "shop/store holdStanding": (db, shop) => [db, shop.id],
  "shop/store awaitWork": (db, shop) => [db, shop.id],
  "shop/store noteNeedsLogin": (db, shop) => [db, shop.id, new Date()],
  "shop/store ensureShop": (db, shop) => [db, shop.id, { authorizedAt: now, installedAt: now }],
  "shop/store changeShop": (db, shop) => [db, shop.id, { plan: "changed" }],
  "shop/store findStaff": (db, shop, aim) => [db, shop, aim.subject],
  "shop/store listStaff": (db, shop) => [db, shop],
  "shop/store countStaff": (db, shop) => [db, shop],
  "shop/store countOwners": (db, shop) => [db, shop],
  "shop/store saveSeen": (db, shop, aim) => [
    db,
    shop,
    { subject: aim.subject, roleIfNew: "agent", locale: "xx", at: now },
  ],
  "shop/store saveRole": (db, shop, aim) => [db, shop, aim.subject, "agent"],
  "shop/store saveDisplayName": (db, shop, aim) => [db, shop, aim.subject, "Changed"],
  "shop/store deleteAccess": (db, shop) => [db, shop, future, 100],
  "shop/store saveAccess": (db, shop, aim) => [
    db,
    shop,
    {
      id,
      subject: aim.subject,
      action: "download",
      entity: "PrivacyRequest",
      entityId: aim.request,
      at: now,
    },
  ],
  "shop/privacy-store listPrivacyRequests": (db, shop) => [db, shop, undefined, 50],
  "shop/privacy-store findPrivacyRequest": (db, shop, aim) => [db, shop, aim.request],
  "shop/privacy-store beginPrivacyRequest": (db, shop, aim) => [
    db,
    shop,
    { id, inboxId: aim.requestInbox, kind: "data_request", receivedAt: now },
  ],
  "shop/privacy-store dropExportsOf": (db, shop, aim) => [db, shop, person(aim)],
  "shop/privacy-store dropExportsBefore": (db, shop) => [db, shop, future],
  "shop/privacy-store finishPrivacyRequest": (db, shop, aim) => [
    db,
    shop,
    aim.request,
    { at: now, export: null },
  ],
  "orders/store saveOrder": (db, shop, aim) => [db, shop, order(aim), version, now],
  "orders/store deleteOrder": (db, shop, aim) => [db, shop, aim.order, now],
  "orders/store saveFulfillment": (db, shop, aim) => [db, shop, parcel(aim), version, now],
  "orders/store saveEvent": (db, shop, aim) => [db, shop, event(aim), now],
  "orders/store deleteEvent": (db, shop, aim) => [db, shop, aim.event, now],
  "orders/store deleteEvents": (db, shop) => [db, shop, future, 100],
  "orders/store listOrderIdsOf": (db, shop, aim) => [db, shop, person(aim)],
  "orders/store redactOrders": (db, shop, aim) => [db, shop, [aim.order], now],
  "orders/store exportOrders": (db, shop, aim) => [db, shop, [aim.order]],
  "orders/history-store insertHistory": (db, shop, aim) => [
    db,
    shop,
    [
      {
        order: order(aim),
        version,
        fulfillments: [{ fulfillment: parcel(aim), version }],
        events: [event(aim)],
      },
    ],
    now,
  ],
  "orders/mirror-store findOrder": (db, shop, aim) => [db, shop, aim.order],
  "orders/mirror-store findFulfillment": (db, shop, aim) => [db, shop, aim.parcel],
  "orders/mirror-store findContact": (db, shop, aim) => [db, shop, aim.order],
  "orders/store countOrdersSince": (db, shop) => [db, shop, new Date(0), new Date(0)],
  "orders/store listLatestOrders": (db, shop) => [db, shop, 50],
  "orders/order-delivery-store findOrderDelivery": (db, shop, aim) => [db, shop, aim.order],
  "surveys/store holdOrder": (db, shop, aim) => [db, shop, aim.order],
  "surveys/store listSubmissions": (db, shop, aim) => [db, shop, aim.order],
  "surveys/store beginSubmission": (db, shop, aim) => [
    db,
    shop,
    {
      ...{ id, clientId: id, orderId: aim.order, touch: "expectation", version: "delivery-0", locale: "de" },
      ...{ late: false, customerIndex: null, startedAt: now },
    },
  ],
  "surveys/store addAnswers": (db, shop, aim) => [
    db,
    shop,
    aim.submission,
    [{ item: "new", value: 1, reason: null, late: false, answeredAt: now }],
  ],
  "surveys/store changeSubmission": (db, shop, aim) => [db, shop, aim.submission, { market: "XX" }],
  "surveys/store markLate": (db, shop, aim) => [db, shop, aim.submission, ["R1"]],
  "surveys/store deleteSubmissions": (db, shop, aim) => [db, shop, [aim.submission]],
  "surveys/store exportSubmissions": (db, shop, aim) => [db, shop, [aim.order]],
  "surveys/store listForsaken": (db, shop) => [db, shop, future, 100],
  "surveys/store listSubmissionsBefore": (db, shop) => [db, shop, future, 100],
  "surveys/store countSubmissions": (db, shop) => [db, shop, 100],
  "surveys/gap-store addToGaps": (db, shop) => [
    db,
    shop,
    { providerId: "", market: "DE" },
    [
      {
        ...{ scope: "all", dimension: "reliability", buyers: 1, pairs: 1, gapSum: -1, gapSquareSum: 1 },
        ...{ expectedSum: 5, feltSum: 4 },
      },
    ],
    now,
  ],
  "surveys/gap-store listGaps": (db, shop) => [db, shop, "all"],
  "surveys/gap-store recountGaps": (db, shop) => [db, shop, now],
  "orders/inbox-store takeDeliveries": (db, shop) => [db, shop, "untried", future, 100],
  "orders/inbox-store settleDeliveries": (db, shop, aim) => [
    db,
    shop,
    [aim.delivery],
    { state: "ignored", reason: null, at: now },
  ],
  "orders/inbox-store postponeDelivery": (db, shop, aim) => [db, shop, aim.delivery, 9, future],
  "orders/inbox-store unparkDeliveries": (db, shop) => [db, shop, 100],
  "orders/inbox-store listParked": (db, shop) => [db, shop, null, 100],
  "orders/inbox-store listSetAside": (db, shop) => [db, shop, null, 100],
  "orders/inbox-store deleteSettled": (db, shop) => [db, shop, future, 100],
  "orders/inbox-store inboxFigures": (db, shop) => [db, shop, now],
  ...providerStoreCalls,
  ...historyStoreCalls,
  ...figureStoreCalls,
  ...passStoreCalls,
  ...surveyStoreCalls,
  "tickets/store findTicket": (db, shop, aim) => [db, shop, aim.ticket],
  "tickets/store listTicketsOfOrder": (db, shop, aim) => [db, shop, aim.ticketOrder],
  "tickets/store saveTicket": (db, shop, aim) => [db, shop, ticket(aim)],
  "tickets/store findMessageByClientId": (db, shop, aim) => [db, shop, aim.ticketClientId],
  "tickets/store saveMessage": (db, shop, aim) => [db, shop, ticketMessage(aim)],
  "tickets/store listMessages": (db, shop, aim) => [db, shop, aim.ticket],
  "tickets/store listTexts": (db, shop, aim) => [db, shop, [aim.ticketMessage]],
  "tickets/store countBuyerMessages": (db, shop, aim) => [
    db,
    shop,
    aim.ticketOrder,
    { shop: new Date(0), order: new Date(0) },
    100,
  ],
  "tickets/store listDueTickets": (db, shop) => [db, shop, null, 50],
  "tickets/store listAnsweredTickets": (db, shop) => [db, shop, null, 50],
  "tickets/store listEarlierTickets": (db, shop, aim) => [db, shop, { ...ticket(aim), id }, 5],
  "tickets/store closeSolved": (db, shop) => [db, shop, future],
  "tickets/store deleteHeld": (db, shop) => [db, shop, future],
  "tickets/mail-store takeWaitingMail": (db, shop, aim) => [db, shop, aim.waitingMail, now, future],
  "tickets/mail-store lockMailCount": (db, shop) => [db, shop],
  "tickets/mail-store countMails": (db, shop) => [db, shop, new Date(0), new Date(0)],
  "tickets/mail-store settleMail": (db, shop, aim) => [db, shop, aim.waitingMail, "sent", now],
  "tickets/mail-store listWaitingMail": (db, shop) => [db, shop, 50],
  "tickets/macro-store listMacros": (db, shop) => [db, shop],
  "tickets/macro-store placeMacros": (db, shop) => [db, shop, [macro], now],
  "tickets/personal-data-store exportTickets": (db, shop, aim) => [db, shop, [aim.ticketOrder], aim.customer],
  "tickets/personal-data-store redactTickets": (db, shop, aim) => [db, shop, [aim.ticketOrder], aim.customer],
  "markets/store listMarkets": (db, shop) => [db, shop],
  "markets/store replaceMarkets": (db, shop, aim) => [db, shop, [market(aim)], now],
  "markets/store listLanguages": (db, shop) => [db, shop],
  "markets/store replaceLanguages": (db, shop) => [
    db,
    shop,
    [{ locale: "de", name: "German", primary: true, published: true }],
    now,
  ],
  "markets/store listSettings": (db, shop) => [db, shop],
  "markets/store saveSettings": (db, shop, aim) => [db, shop, aim.market, nothingSaid, now],
  "parcels/store listParcelsOfOrder": (db, shop, aim) => [db, shop, aim.order],
  "parcels/store takeParcelsOfOrder": (db, shop, aim) => [db, shop, aim.order],
  "parcels/store saveParcel": (db, shop, aim) => [db, shop, followed(aim)],
  "parcels/store deleteParcel": (db, shop, aim) => [db, shop, aim.parcel],
  "parcels/store deleteDeliveryOf": (db, shop, aim) => [db, shop, aim.order],
  "parcels/store findParcel": (db, shop, aim) => [db, shop, aim.parcel],
  "parcels/store listDueParcels": (db, shop) => [db, shop, future, 50],
  "parcels/store lookAtClaimsAgain": (db, shop) => [db, shop, future],
  "parcels/store listTroubledParcels": (db, shop) => [db, shop, null, 50],
  "parcels/store listParcels": (db, shop) => [db, shop, null, null, 50],
  "parcels/lane-store findLane": (db, shop, aim) => [db, shop, aim.lane],
  "parcels/lane-store changeLane": (db, shop, aim) => [
    db,
    shop,
    { laneId: aim.lane, sent: 1, heard: 1, gone: null, come: 9 },
    now,
  ],
  "parcels/claim-store findClaim": (db, shop, aim) => [db, shop, aim.claimedParcel],
  "parcels/claim-store saveClaim": (db, shop, aim) => [
    db,
    shop,
    { id: aim.claimedParcel, orderId: aim.order },
    { decision: "not-claiming", note: "changed", decidedBy: aim.subject, decidedAt: now },
  ],
  "parcels/claim-store deleteClaim": (db, shop, aim) => [db, shop, aim.claimedParcel],
  "parcels/claim-store listOpenClaims": (db, shop) => [
    db,
    shop,
    { from: "1970-01-01", to: "2100-01-01" },
    50,
  ],
  "parcels/claim-store findClaimTerms": (db, shop, aim) => [db, shop, aim.termsOf],
  "parcels/claim-store listClaimTerms": (db, shop) => [db, shop],
  "parcels/claim-store saveClaimTerms": (db, shop, aim) => [
    db,
    shop,
    aim.termsOf,
    { lostDays: 1, damagedDays: 1 },
    now,
  ],
  "parcels/claim-store deleteClaimTerms": (db, shop, aim) => [db, shop, aim.termsOf],
  "parcels/claim-store exportClaims": (db, shop, aim) => [db, shop, [aim.claimedOrder]],
  "parcels/claim-store redactClaims": (db, shop, aim) => [db, shop, [aim.claimedOrder]],
  "parcels/promise-store findPromise": (db, shop, aim) => [db, shop, aim.order],
  "parcels/promise-store savePromise": (db, shop, aim) => [
    db,
    shop,
    `${aim.order}0`,
    { country: "DE", promised: null, serviceId: null, providerId: null, source: "none" },
    now,
  ],
  "parcels/promise-store listTransitDefaults": (db, shop) => [db, shop],
  "parcels/promise-store saveTransitDefault": (db, shop) => [
    db,
    shop,
    { country: "DE", minDays: 1, maxDays: 9 },
    now,
  ],
  "parcels/promise-store deleteTransitDefault": (db, shop) => [db, shop, "DE"],
  "parcels/promise-store findBuyerWord": (db, shop, aim) => [db, shop, aim.order],
  "parcels/promise-store saveBuyerWord": (db, shop, aim) => [
    db,
    shop,
    aim.order,
    { arrivedAt: now, arrivedOn: null, missingAt: null, damagedAt: null },
    now,
  ],
  "parcels/promise-store exportBuyerWords": (db, shop, aim) => [db, shop, [aim.order]],
  "shipping/store listServices": (db, shop) => [db, shop],
  "shipping/store findService": (db, shop, aim) => [db, shop, aim.service],
  "shipping/store findServiceByRateCode": (db, shop) => [db, shop, "EXP_DHL"],
  "shipping/store saveService": (db, shop, aim) => [db, shop, service(aim), now],
  "shipping/store findSharedRules": (db, shop) => [db, shop],
  "shipping/store raiseVersion": (db, shop) => [db, shop, now],
  "shipping/quote-store saveQuotes": (db, shop) => [
    db,
    shop,
    [{ id, at: now, digest: "d", country: "DE", ruleVersion: 1, answer: [] }],
  ],
  "shipping/quote-store findOfferedRate": (db, shop) => [
    db,
    shop,
    { code: "EXP_DHL", country: "DE", after: new Date(0), before: future },
  ],
  "shipping/quote-store deleteQuotes": (db, shop) => [db, shop, future, 100],
  "shipping/published-rate-store listPublishedRates": (db, shop) => [db, shop],
  "shipping/published-rate-store savePublishedRates": (db, shop, aim) => [
    db,
    shop,
    [{ ...publishedRate("changed"), id: aim.publishedRate }],
    now,
  ],
  "shipping/published-rate-store forgetPublishedRates": (db, shop, aim) => [db, shop, [aim.publishedRate]],
  "shipping/case-store listCases": (db, shop) => [db, shop],
  "shipping/case-store saveCase": (db, shop) => [db, shop, { ...keptCase("changed"), id, savedAt: now }],
  "shipping/case-store deleteCase": (db, shop, aim) => [db, shop, aim.shippingCase],
  "shipping/carrier-store findRegistration": (db, shop) => [db, shop],
  "shipping/carrier-store noteRegistration": (db, shop) => [db, shop, { checkedAt: now }],
  "shipping/carrier-store saveRegistration": (db, shop) => [
    db,
    shop,
    { state: "registered", checkedAt: now },
  ],
};

/** Store functions that no transaction binds to a shop, and why that is right. */
export const outsideTransactions: Readonly<Record<string, string>> = {
  "parcels/store toParcel": "touches no table; names a row's columns",
  "shipping/carrier-key-store hashCarrierKey": "touches no table",
  "shipping/carrier-key-store addCarrierKey": "carrier keys stand outside row-level security",
  "shipping/carrier-key-store endOtherCarrierKeys": "carrier keys stand outside row-level security",
  "shipping/carrier-key-store findCurrentCarrierKey": "carrier keys stand outside row-level security",
  "shipping/carrier-key-store dropCarrierKey": "carrier keys stand outside row-level security",
  "shipping/carrier-key-store findCarrierKey": "it answers whose a key is; its tests are the carrier door's",
  "providers/invitation-store hashInvitationKey": "touches no table",
  "providers/invitation-store shopOfInvitation": "it answers whose a link is; its tests are the form's",
  "shop/session-store forgetSessions": "the session table stands outside row-level security",
  "improvements/store lockActions": "touches no table; locks a name that begins with the shop",
  "tickets/store lockOrderTickets": "touches no table; locks a name that begins with the shop",
  "orders/inbox-store sealPayload": "touches no table; seals with the key it is given",
  "orders/inbox-store openPayload": "touches no table; opens with the key it is given",
  "orders/inbox-store acceptDelivery":
    "one statement of its own that sets its shop; its tests are the intake's",
};
