/** Whom a privacy request is about, by the platform's ids. */
export type PersonInQuestion = { customerId: string | null; orderIds: string[] };

/**
 * Every table with rows of a shop, and the column that tells how old a row is: what an erasure of the shop
 * empties. A test holds this list against the schema.
 */
export const erasableBy = {
  StaffMember: "lastSeenAt",
  WebhookInbox: "receivedAt",
  FulfillmentEvent: "mirroredAt",
  Fulfillment: "mirroredAt",
  Order: "mirroredAt",
  Tombstone: "at",
  OrderPass: "startedAt",
  PrivacyRequest: "receivedAt",
  Parcel: "followedAt",
  OrderPromise: "frozenAt",
  ArrivalAnswer: "updatedAt",
  ParcelPromiseDefault: "updatedAt",
  ParcelLane: "changedAt",
  ParcelClaim: "decidedAt",
  ParcelClaimTerms: "changedAt",
  Provider: "changedAt",
  ProviderParcel: "heardAt",
  ProviderTally: "changedAt",
  ProviderDocument: "addedAt",
  ProviderDecision: "decidedAt",
  ProviderInvitation: "invitedAt",
  ProviderFormAnswer: "answeredAt",
  AccessLog: "at",
  BlockSighting: "lastSeenAt",
  Market: "mirroredAt",
  MarketCountry: "mirroredAt",
  StoreLanguage: "mirroredAt",
  MarketSettings: "changedAt",
  SurveyAnswer: "answeredAt",
  SurveySubmission: "startedAt",
  SurveyGap: "changedAt",
  SurveyItemGap: "changedAt",
  SurveyComment: "at",
  TicketMessage: "at",
  Ticket: "openedAt",
  TicketMacro: "placedAt",
  ShippingService: "updatedAt",
  ShippingRules: "changedAt",
  RateQuote: "at",
  CarrierKey: "createdAt",
  CarrierRegistration: "checkedAt",
  PublishedRate: "plannedAt",
  ShippingCase: "savedAt",
  ImprovementAction: "changedAt",
} as const;

/**
 * What each table holds of a person, for the privacy pages and the tests: buyers' data is found and removed by
 * the domain named here. Tables without an entry hold none.
 */
export const personalColumns = {
  Session: ["firstName", "lastName", "email", "userId"],
  StaffMember: ["subject", "sealedDisplayName", "locale"],
  WebhookInbox: ["sealedPayload"],
  Order: [
    "customerId",
    "sealedContact",
    "emailIndex",
    "city",
    "postcode",
    "confirmationNumber",
    "checkoutToken",
  ],
  Fulfillment: ["trackingNumber", "trackingUrl"],
  FulfillmentEvent: ["message", "city", "postcode"],
  PrivacyRequest: ["sealedExport"],
  ProviderDocument: ["addedBy"],
  ProviderDecision: ["signedBy"],
  ProviderInvitation: ["invitedBy"],
  ProviderFormAnswer: ["sealedValues"],
  AccessLog: ["subject"],
  SurveySubmission: ["customerIndex"],
  SurveyComment: ["sealedText"],
  ParcelClaim: ["note", "decidedBy"],
  Ticket: ["customerId", "assignee"],
  TicketMessage: ["text", "subject"],
  ImprovementAction: ["startedBy", "endedBy"],
} as const;
