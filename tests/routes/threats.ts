import type { Permission } from "../../app/shop/core/permissions";
import { sampleServiceId } from "../support/sample-ids";
import type { Handler } from "./ask";
import { providerFormThreats } from "./provider-form-threats";

/** Rows of the threat table. */
export const threatRows = [
  "Webhooks",
  "Compliance webhooks",
  "Survey/support from extensions",
  "Staff pages",
  "OAuth / token exchange",
  "Tracking URLs, carrier links, logos",
  "Ticket text and mail HTML",
  "CSV export",
  "File uploads",
  "Logs, errors",
  "Denial of service",
  "Carrier callback",
  "App proxy",
  "Public links",
  "Incoming mail",
  "Outgoing mail / customer texts",
  "Secrets",
  "Embedded database",
  "Dependencies",
] as const;

type Note = {
  row: (typeof threatRows)[number];
  attack: string;
  defence: string;
  /** The file whose tests fail when the defence is gone. */
  test: string;
};

/** What a request may carry, each with a value that is right for a shop of `filledShop`. */
export type Takes = {
  path?: Record<string, string>;
  query?: Record<string, string>;
  form?: Record<string, string>;
  /** Fields that hold what a person writes and that nothing is looked up by: an id in them aims at nothing. */
  texts?: string[];
};

export type Entry = {
  who: "staff" | "platform" | "buyer" | "provider" | "anyone";
  authenticator:
    | "fromAdmin"
    | "fromAdminExtension"
    | "fromAuth"
    | "fromBuyer"
    | "fromInvitation"
    | "fromProxy"
    | "signature"
    | "none";
  /** Per handler: what the person must be allowed, and the fields it reads. */
  handlers: Partial<Record<Handler, Takes & { permission?: Permission }>>;
  notes: Note[];
};

const authentication = "tests/routes/authentication.test.ts";
const tenancy = "tests/routes/tenancy.test.ts";
const roles = "tests/routes/roles.test.ts";
const badInput = "tests/routes/bad-input.test.ts";
const intake = "tests/flows/webhook-intake.test.ts";
const http = "tests/routes/http.test.ts";
const outgoing = "tests/routes/outgoing.test.ts";
const storedText = "tests/browser/stored-text.test.ts";

const staleToken: Note = {
  row: "Staff pages",
  attack: "no, stale, foreign or forged id token",
  defence: "fromAdmin before anything else",
  test: authentication,
};
const otherShop: Note = {
  row: "Staff pages",
  attack: "another shop's id in any field (IDOR)",
  defence: "the shop comes from the token, stands in every where clause, and row-level security repeats it",
  test: tenancy,
};
const missingRole: Note = {
  row: "Staff pages",
  attack: "a role that may not",
  defence: "the permission given to fromAdmin, asked again by the command",
  test: roles,
};
const massAssignment: Note = {
  row: "Staff pages",
  attack: "extra or odd fields (mass assignment), other methods",
  defence: "a strict schema per form; no cookie authenticates, so a foreign page cannot send it",
  test: badInput,
};

const foreignBuyer: Note = {
  row: "Survey/support from extensions",
  attack: "no, expired or foreign session token; a body that is too large or no JSON",
  defence: "buyerDoor: the token's signature, audience and end first, 32 KB cap, CORS on every answer",
  test: "tests/routes/buyer-doors.test.ts",
};
const forgedOrder: Note = {
  row: "Survey/support from extensions",
  attack: "another shop's, another customer's or a made-up order id; learning which orders exist",
  defence: "the shop comes from the token; an order that is not the buyer's is answered as one nobody knows",
  test: "tests/routes/buyer-doors.test.ts",
};

const serviceFields = {
  code: "EXP_DHL",
  providerId: "0199b6a0-0000-7000-8000-000000000000",
  tier: "standard",
  currency: "EUR",
  active: "yes",
  intent: "save-service",
  words: '{"en":{"name":"Express","description":""}}',
  zones:
    '[{"countries":"DE","provinces":"","postcodes":"","tiers":[{"from":"0","to":"","price":"4.90"}],"transitMin":"2","transitMax":"4"}]',
  limits: '{"maxGrams":"","maxValue":""}',
  packaging: "null",
};

const triedCart = {
  country: "DE",
  province: "BE",
  postcode: "10115",
  grams: "500",
  value: "50",
  currency: "EUR",
  language: "de",
};

/** Rows that nothing of the app answers to, with the reason; `check-list.test.ts` wants a note for every other. */
export const notApplicable: Partial<Record<(typeof threatRows)[number], string>> = {
  "Incoming mail":
    "No mail is read: a reply goes to the store's own address, no mailbox is opened, and nothing is sent without a person who writes it.",
};

/** What threatens more than one way in, or none of them. */
export const standing: readonly Note[] = [
  {
    row: "Webhooks",
    attack: "a body of 10 MB, 500 lines, or nested a million deep; an order's every text a script",
    defence: "413 before it is hashed; what cannot be read is set aside; text stays text",
    test: "tests/faults/hostile-clients.test.ts",
  },
  {
    row: "Survey/support from extensions",
    attack: "a hundred answers at once, or one sent again because its answer was not heard",
    defence: "one row per order and survey, and per submission id, in the database",
    test: "tests/flows/answers-once.test.ts",
  },
  {
    row: "OAuth / token exchange",
    attack: "a token, query or header that names another place as its shop, to be sent the client secret",
    defence: "verified first; the shop must match one anchored pattern; what a query names is asked nothing",
    test: outgoing,
  },
  {
    row: "OAuth / token exchange",
    attack: "many callers with one expired token; an answer without an end",
    defence: "one refresh per shop, stored by compare-and-set; an offline session without expiry is refused",
    test: "tests/flows/token-refresh.test.ts",
  },
  {
    row: "Tracking URLs, carrier links, logos",
    attack: "an address of this machine or its network in any field (SSRF)",
    defence: "no address anybody names is ever fetched; only the gateways may call, and a test lists them",
    test: outgoing,
  },
  {
    row: "Tracking URLs, carrier links, logos",
    attack: "javascript:, data: and look-alike addresses as links",
    defence: "http and https only, nobody's name before the host, the host as the link's text",
    test: "app/orders/core/order-delivery.test.ts",
  },
  {
    row: "Ticket text and mail HTML",
    attack: "a script, style or frame stored in any text, shown on any page",
    defence: "React's escaping everywhere, no raw HTML, a policy with a nonce",
    test: storedText,
  },
  {
    row: "Ticket text and mail HTML",
    attack: "directions turned around, joined marks, halves of characters, a megabyte",
    defence: "kept whole or refused; marks of direction are left out of lines and messages",
    test: "tests/routes/any-text.test.ts",
  },
  {
    row: "Staff pages",
    attack: "a page framed by a stranger, by an odd shop or host in its address",
    defence: "frame-ancestors name the token's store; odd ones are kept from the library",
    test: outgoing,
  },
  {
    row: "CSV export",
    attack: "a cell that a spreadsheet takes for a formula: = + - @, tab, return, full-width",
    defence: "escaped by the writer, in every column of the one CSV there is",
    test: "tests/flows/shipment-import.test.ts",
  },
  {
    row: "File uploads",
    attack: "SVG, HTML, archives, polyglots, names that lead elsewhere",
    defence: "no file is ever served or unpacked: a history is read as rows and dropped",
    test: "tests/flows/shipment-import.test.ts",
  },
  {
    row: "Outgoing mail / customer texts",
    attack: "a header smuggled in by a name, subject or text; a second recipient; a file or address attached",
    defence: "fields are data; one address, the order's customer's; file and URL access off; plain text only",
    test: "tests/flows/tickets.test.ts",
  },
  {
    row: "Outgoing mail / customer texts",
    attack: "a flood of replies by one shop's account in wrong hands",
    defence:
      "2,000 mails to buyers per shop and day; what is above waits for the next, and the ticket says so",
    test: "tests/flows/tickets.test.ts",
  },
  {
    row: "Outgoing mail / customer texts",
    attack: "the app as a relay: invitations to many addresses, a loop with an answering machine",
    defence: "20 invitations a day and shop; nothing is answered without a person",
    test: "tests/flows/providers-form.test.ts",
  },
  {
    row: "Logs, errors",
    attack: "personal data, tokens or keys in a line, a job or an error page",
    defence: "ids and codes only; errors by name and place; a request id instead of a detail",
    test: "tests/browser/logs.test.ts",
  },
  {
    row: "Secrets",
    attack: "a weak or missing secret at the start, or one told in the message about it",
    defence: "checked by form and length; a sentence that names the variable, never its value",
    test: "app/env.server.test.ts",
  },
  {
    row: "Secrets",
    attack: "the server's code or a secret's name in what browsers load",
    defence: "server modules end in .server; the bundles are looked through",
    test: "tests/browser/client-bundle.test.ts",
  },
  {
    row: "Secrets",
    attack: "a client secret that leaked and is changed",
    defence: "two are accepted while it is changed",
    test: "tests/flows/client-secret-rotation.test.ts",
  },
  {
    row: "Embedded database",
    attack: "another user of the machine connects or reads the files",
    defence: "a random scram password, loopback only, folder 0700, passwords 0600, personal data sealed",
    test: "tests/tools/embedded-postgres.test.ts",
  },
  {
    row: "Embedded database",
    attack: "a folder that a copy or an umask left open, or that somebody else owns",
    defence: "one of ours is closed at the start and the line says so; another's is refused",
    test: "tests/tools/embedded-postgres.test.ts",
  },
  {
    row: "Dependencies",
    attack: "a version that changed unseen, a script at install, a package from elsewhere",
    defence: "exact versions, a lock file with digests from one registry, install scripts by a list",
    test: "tests/tools/dependencies.test.ts",
  },
  {
    row: "Denial of service",
    attack: "slow or half-open connections, thousands that stay, many parameters, deep JSON",
    defence: "times for headers and requests, caps before buffering, linear expressions",
    test: "tests/faults/hostile-clients.test.ts",
  },
];

/** The check-list of the threat table: every way into the web process, and what stands in a caller's way. */
export const threats: Readonly<Record<string, Entry>> = {
  root: {
    who: "anyone",
    authenticator: "none",
    handlers: { loader: {} },
    notes: [
      {
        row: "Logs, errors",
        attack: "learning a shop's data or a secret without a token",
        defence: "shows the public client id, an address and the request's own id",
        test: authentication,
      },
    ],
  },
  "routes/_index": {
    who: "anyone",
    authenticator: "none",
    handlers: { loader: { query: { shop: "any.myshopify.com" } } },
    notes: [
      {
        row: "OAuth / token exchange",
        attack: "open redirect by the query",
        defence: "sends on to /app only, a path of our own",
        test: authentication,
      },
    ],
  },
  "routes/$": {
    who: "anyone",
    authenticator: "none",
    handlers: { loader: { path: { "*": "nowhere" } } },
    notes: [
      {
        row: "Logs, errors",
        attack: "an address with a key in it, mistyped, that lands on the console",
        defence: "the router finds every address a place; what it could not read is 400 before it",
        test: http,
      },
    ],
  },
  "routes/auth.$": {
    who: "anyone",
    authenticator: "fromAuth",
    handlers: { loader: { path: { "*": "session-token" } } },
    notes: [
      {
        row: "OAuth / token exchange",
        attack: "forged shop, open redirect out of the frame",
        defence:
          "the library checks shop and destination; it redirects to our origin or the store's admin only",
        test: authentication,
      },
    ],
  },
  "routes/f.$token": providerFormThreats,
  "routes/api.orders.$id": {
    who: "staff",
    authenticator: "fromAdminExtension",
    handlers: { loader: { permission: "order.view", path: { id: "7999999999999" } } },
    notes: [
      staleToken,
      otherShop,
      {
        row: "Staff pages",
        attack: "reading the answer from a foreign page",
        defence: "any origin may read, but only the header's token authenticates, which no foreign page has",
        test: "tests/routes/order-delivery.test.ts",
      },
      {
        row: "Tracking URLs, carrier links, logos",
        attack: "a merchant's or carrier's link that runs or misleads",
        defence: "only http and https leave the mirror, with the host to show beside the link",
        test: "app/orders/core/order-delivery.test.ts",
      },
    ],
  },
  "routes/app": {
    who: "staff",
    authenticator: "fromAdmin",
    handlers: { loader: { permission: "home.view" } },
    notes: [staleToken, otherShop],
  },
  "routes/app._index": {
    who: "staff",
    authenticator: "fromAdmin",
    handlers: { loader: { permission: "home.view" } },
    notes: [staleToken, otherShop],
  },
  "routes/app.$": {
    who: "staff",
    authenticator: "fromAdmin",
    handlers: { loader: { permission: "home.view", path: { "*": "nowhere" } } },
    notes: [staleToken, otherShop],
  },
  "routes/app.messages.retry": {
    who: "staff",
    authenticator: "fromAdmin",
    handlers: { action: { permission: "deliveries.retry", form: { of: "work" } } },
    notes: [staleToken, otherShop, missingRole, massAssignment],
  },
  "routes/app.actions": {
    who: "staff",
    authenticator: "fromAdmin",
    handlers: {
      loader: {
        permission: "actions.view",
        query: { market: "default", provider: "", dimension: "reliability" },
      },
      action: {
        permission: "actions.edit",
        form: { market: "", provider: "", dimension: "reliability", step: "Promise a later day" },
        texts: ["step"],
      },
    },
    notes: [staleToken, otherShop, missingRole, massAssignment],
  },
  "routes/app.actions.$id.end": {
    who: "staff",
    authenticator: "fromAdmin",
    handlers: {
      action: { permission: "actions.edit", path: { id: "0199b6a0-0000-7000-8000-000000000000" } },
    },
    notes: [staleToken, otherShop, missingRole, massAssignment],
  },
  "routes/app.profile.name": {
    who: "staff",
    authenticator: "fromAdmin",
    handlers: {
      action: { permission: "profile.set-name", form: { intent: "set-name", displayName: "Li Wei" } },
    },
    notes: [staleToken, otherShop, missingRole, massAssignment],
  },
  "routes/app.team.role": {
    who: "staff",
    authenticator: "fromAdmin",
    handlers: {
      action: {
        permission: "team.change-role",
        form: { intent: "change-role", subject: "3", role: "agent" },
      },
    },
    notes: [staleToken, otherShop, missingRole, massAssignment],
  },
  "routes/app.quality": {
    who: "staff",
    authenticator: "fromAdmin",
    handlers: {
      loader: {
        permission: "quality.view",
        query: { dimension: "reliability", after: "0199b6a0-0000-7000-8000-000000000000" },
      },
    },
    notes: [staleToken, otherShop],
  },
  "routes/app.quality.cell": {
    who: "staff",
    authenticator: "fromAdmin",
    handlers: {
      loader: {
        permission: "quality.view",
        query: {
          dimension: "reliability",
          market: "default",
          provider: "0199b6a0-0000-7000-8000-000000000000",
          orders: "1_1795400000000_0199b6a0-0000-7000-8000-000000000000",
          comments: "0_1795400000000_0199b6a0-0000-7000-8000-000000000000",
          tickets: "0_1795400000000_0199b6a0-0000-7000-8000-000000000000",
        },
      },
    },
    notes: [staleToken, otherShop],
  },
  "routes/app.quality.download.$file": {
    who: "staff",
    authenticator: "fromAdmin",
    handlers: { loader: { permission: "quality.download", path: { file: "answers" } } },
    notes: [
      staleToken,
      otherShop,
      missingRole,
      {
        row: "CSV export",
        attack: "a name a spreadsheet takes for a formula; data handed out unseen",
        defence:
          "formulas are escaped; each download is a row of the access log; no buyer is named; no-store; a file, never a page",
        test: "tests/flows/survey-export.test.ts",
      },
    ],
  },
  "routes/app.settings": {
    who: "staff",
    authenticator: "fromAdmin",
    handlers: { loader: { permission: "team.view" } },
    notes: [staleToken, otherShop],
  },
  "routes/app.messages": {
    who: "staff",
    authenticator: "fromAdmin",
    handlers: {
      loader: {
        permission: "deliveries.retry",
        query: {
          after: "0199b6a0-0000-7000-8000-000000000000",
          workAfter: "1795400000000000_0199b6a0-0000-7000-8000-000000000000",
        },
      },
    },
    notes: [staleToken, otherShop, missingRole],
  },
  "routes/app.settings.privacy": {
    who: "staff",
    authenticator: "fromAdmin",
    handlers: {
      loader: { permission: "privacy.view", query: { after: "0199b6a0-0000-7000-8000-000000000000" } },
    },
    notes: [staleToken, otherShop, missingRole],
  },
  "routes/app.settings.privacy.$id": {
    who: "staff",
    authenticator: "fromAdmin",
    handlers: {
      loader: { permission: "privacy.download", path: { id: "0199b6a0-0000-7000-8000-000000000000" } },
    },
    notes: [
      staleToken,
      otherShop,
      missingRole,
      {
        row: "CSV export",
        attack: "a person's data handed out unseen",
        defence: "each download is a row of the access log; no-store; a file, never a page",
        test: roles,
      },
    ],
  },
  "routes/app.inbox": {
    who: "staff",
    authenticator: "fromAdmin",
    handlers: {
      loader: {
        permission: "tickets.view",
        query: { view: "answered", after: "1795400000000_0199b6a0-0000-7000-8000-000000000000" },
      },
    },
    notes: [staleToken, otherShop],
  },
  "routes/app.tickets.$id": {
    who: "staff",
    authenticator: "fromAdmin",
    handlers: {
      loader: { permission: "tickets.view", path: { id: "0199b6a0-0000-7000-8000-000000000000" } },
      action: {
        permission: "tickets.reply",
        path: { id: "0199b6a0-0000-7000-8000-000000000000" },
        form: {
          text: "We are on it.",
          lastSeen: "0199b6a0-0000-7000-8000-000000000000",
          andThen: "pending_customer",
        },
      },
    },
    notes: [
      staleToken,
      otherShop,
      missingRole,
      massAssignment,
      {
        row: "Ticket text and mail HTML",
        attack: "markup or script in a buyer's message; a header smuggled into a mail",
        defence: "stored and shown as plain text; mails are plain text, their fields given as data",
        test: "tests/flows/tickets.test.ts",
      },
    ],
  },
  "routes/app.providers": {
    who: "staff",
    authenticator: "fromAdmin",
    handlers: {
      loader: { permission: "providers.view", query: { after: "0.0199b6a0-0000-7000-8000-000000000000" } },
    },
    notes: [staleToken, otherShop],
  },
  "routes/app.providers.new": {
    who: "staff",
    authenticator: "fromAdmin",
    handlers: {
      loader: { permission: "providers.edit" },
      action: {
        permission: "providers.edit",
        form: {
          id: "0199b6a0-0000-7000-8000-0000000000cc",
          name: "Blue Crane",
          carrier: "",
          registrationNumber: "",
        },
      },
    },
    notes: [staleToken, otherShop, missingRole, massAssignment],
  },
  "routes/app.providers.history": {
    who: "staff",
    authenticator: "fromAdmin",
    handlers: {
      loader: {
        permission: "history.import",
        query: {
          id: "0199b6a0-0000-7000-8000-000000000000",
          refused: "1_0",
          after: "1795400000000_0199b6a0-0000-7000-8000-000000000000",
        },
      },
      action: {
        permission: "history.import",
        form: {
          intent: "map",
          id: "0199b6a0-0000-7000-8000-000000000000",
          map: '{"columns":{"externalId":"Order","promisedOn":"Promised"},"dateFormats":["YYYY-MM-DD"]}',
        },
        texts: ["map"],
      },
    },
    notes: [staleToken, otherShop, missingRole, massAssignment],
  },
  "routes/app.providers.history.pieces": {
    who: "staff",
    authenticator: "fromAdmin",
    handlers: {
      action: {
        permission: "history.import",
        form: {
          id: "0199b6a0-0000-7000-8000-0000000000dd",
          fileName: "past.csv",
          fileBytes: "30",
          at: "0",
          piece: "T3JkZXIsUHJvbWlzZWQK",
        },
        texts: ["fileName"],
      },
    },
    notes: [
      staleToken,
      otherShop,
      missingRole,
      massAssignment,
      {
        row: "File uploads",
        attack: "a file that fills the memory or the disk, or is no text; a formula or NUL in a cell",
        defence:
          "pieces below the form's cap, 200 MB and one file at a time; bytes are only ever read as rows, kept sealed, dropped after two days",
        test: "tests/flows/shipment-import.test.ts",
      },
    ],
  },
  "routes/app.providers.history.refused": {
    who: "staff",
    authenticator: "fromAdmin",
    handlers: {
      loader: { permission: "history.import", query: { id: "0199b6a0-0000-7000-8000-000000000000" } },
    },
    notes: [
      staleToken,
      otherShop,
      missingRole,
      {
        row: "CSV export",
        attack: "a cell of somebody's file that a spreadsheet takes for a formula; data handed out unseen",
        defence:
          "formulas are escaped; each download is a row of the access log; no-store; a file, never a page",
        test: "tests/flows/shipment-import.test.ts",
      },
    ],
  },
  "routes/app.providers.$id": {
    who: "staff",
    authenticator: "fromAdmin",
    handlers: {
      loader: { permission: "providers.view", path: { id: "0199b6a0-0000-7000-8000-000000000000" } },
    },
    notes: [staleToken, otherShop],
  },
  "routes/app.providers.$id.documents": {
    who: "staff",
    authenticator: "fromAdmin",
    handlers: {
      action: {
        permission: "providers.edit",
        path: { id: "0199b6a0-0000-7000-8000-000000000000" },
        form: {
          kind: "licence",
          issuer: "Road office",
          number: "L-1",
          validUntil: "2030-01-01",
          grade: "document",
        },
      },
    },
    notes: [staleToken, otherShop, missingRole, massAssignment],
  },
  "routes/app.providers.$id.decision": {
    who: "staff",
    authenticator: "fromAdmin",
    handlers: {
      action: {
        permission: "providers.decide",
        path: { id: "0199b6a0-0000-7000-8000-000000000000" },
        form: { decision: "suspend", reason: "Lost two parcels", seen: "approved" },
      },
    },
    notes: [staleToken, otherShop, missingRole, massAssignment],
  },
  "routes/app.providers.$id.invitation": {
    who: "staff",
    authenticator: "fromAdmin",
    handlers: {
      action: {
        permission: "providers.edit",
        path: { id: "0199b6a0-0000-7000-8000-000000000000" },
        form: { intent: "invite", language: "en", email: "" },
      },
    },
    notes: [staleToken, otherShop, missingRole, massAssignment],
  },
  "routes/app.providers.$id.offer-until": {
    who: "staff",
    authenticator: "fromAdmin",
    handlers: {
      action: {
        permission: "providers.decide",
        path: { id: "0199b6a0-0000-7000-8000-000000000000" },
        form: { until: "2026-12-01" },
      },
    },
    notes: [staleToken, otherShop, missingRole, massAssignment],
  },
  "routes/app.markets": {
    who: "staff",
    authenticator: "fromAdmin",
    handlers: { loader: { permission: "markets.view" } },
    notes: [staleToken, otherShop],
  },
  "routes/app.markets.$id": {
    who: "staff",
    authenticator: "fromAdmin",
    handlers: {
      loader: { permission: "markets.view", path: { id: "71000000002" } },
      action: {
        permission: "markets.edit",
        path: { id: "71000000002" },
        form: {
          language: "de",
          zone: "Europe/Berlin",
          monday: "9-18",
          tuesday: "9-18",
          wednesday: "",
          thursday: "",
          friday: "",
          saturday: "",
          sunday: "",
          holidays: "2026-12-25",
          email: "help@example.com",
          chat: "",
          phone: "",
          whatsapp: "",
          returnAddress: "Lindenweg 4, Berlin",
          dutiesPaidBy: "merchant",
          dutiesSource: "carrier's terms",
          dutiesAsOf: "2026-11-01",
        },
      },
    },
    notes: [staleToken, otherShop, missingRole, massAssignment],
  },
  "routes/app.parcels": {
    who: "staff",
    authenticator: "fromAdmin",
    handlers: {
      loader: {
        permission: "parcels.view",
        query: { show: "trouble", after: "1790000000000-7999999999999" },
      },
    },
    notes: [staleToken, otherShop],
  },
  "routes/app.parcels.$id": {
    who: "staff",
    authenticator: "fromAdmin",
    handlers: {
      loader: { permission: "parcels.view", path: { id: "7999999999999" } },
      action: {
        permission: "parcels.claim",
        path: { id: "7999999999999" },
        form: { decision: "claimed", note: "Form 7 sent" },
      },
    },
    notes: [
      staleToken,
      otherShop,
      missingRole,
      massAssignment,
      {
        row: "Tracking URLs, carrier links, logos",
        attack: "a carrier's link that runs or misleads",
        defence:
          "only http and https leave the mirror; the host is the link's text, and it opens without opener or referrer",
        test: "app/orders/core/order-delivery.test.ts",
      },
    ],
  },
  "routes/app.parcels.promise": {
    who: "staff",
    authenticator: "fromAdmin",
    handlers: {
      loader: { permission: "parcels.settings" },
      action: {
        permission: "parcels.settings",
        form: { intent: "save", country: "DE", minDays: "2", maxDays: "4" },
      },
    },
    notes: [staleToken, otherShop, missingRole, massAssignment],
  },
  "routes/app.parcels.claims": {
    who: "staff",
    authenticator: "fromAdmin",
    handlers: {
      loader: { permission: "parcels.settings" },
      action: {
        permission: "parcels.settings",
        form: {
          intent: "save",
          provider: "0199b6a0-0000-7000-8000-000000000000",
          lostDays: "30",
          damagedDays: "7",
        },
      },
    },
    notes: [staleToken, otherShop, missingRole, massAssignment],
  },
  "routes/app.shipping": {
    who: "staff",
    authenticator: "fromAdmin",
    handlers: { loader: { permission: "shipping.view" } },
    notes: [staleToken, otherShop],
  },
  "routes/app.shipping.new": {
    who: "staff",
    authenticator: "fromAdmin",
    handlers: {
      loader: { permission: "shipping.view" },
      action: { permission: "shipping.edit", form: serviceFields },
    },
    notes: [staleToken, otherShop, missingRole, massAssignment],
  },
  "routes/app.shipping.$id": {
    who: "staff",
    authenticator: "fromAdmin",
    handlers: {
      loader: { permission: "shipping.view", path: { id: "0199b6a0-0000-7000-8000-000000000000" } },
      action: {
        permission: "shipping.edit",
        path: { id: sampleServiceId },
        form: serviceFields,
      },
    },
    notes: [staleToken, otherShop, missingRole, massAssignment],
  },
  "routes/app.shipping.handling": {
    who: "staff",
    authenticator: "fromAdmin",
    handlers: {
      loader: { permission: "shipping.view" },
      action: {
        permission: "shipping.edit",
        form: {
          intent: "save-handling",
          cutOff: "14:00",
          processingDays: "1",
          workingDays: "1,2,3,4,5",
          holidays: "",
          conversions: "USD EUR 0.92",
        },
      },
    },
    notes: [staleToken, otherShop, missingRole, massAssignment],
  },
  "routes/app.shipping.try": {
    who: "staff",
    authenticator: "fromAdmin",
    handlers: {
      loader: { permission: "shipping.view", query: triedCart, texts: Object.keys(triedCart) },
      action: {
        permission: "shipping.edit",
        form: { intent: "keep-case", name: "Lamp to Berlin", ...triedCart },
        texts: ["name", ...Object.keys(triedCart)],
      },
    },
    notes: [staleToken, otherShop, missingRole, massAssignment],
  },
  "routes/app.shipping.cases.$id.forget": {
    who: "staff",
    authenticator: "fromAdmin",
    handlers: {
      action: { permission: "shipping.edit", path: { id: "0199b6a0-0000-7000-8000-000000000000" } },
    },
    notes: [staleToken, otherShop, missingRole],
  },
  "door /carrier/*": {
    who: "platform",
    authenticator: "signature",
    handlers: {},
    notes: [
      {
        row: "Carrier callback",
        attack: "scraping prices, forgery, another shop's header, a huge or broken body",
        defence:
          "a 256-bit key in the address, stored as its hash and never logged; a signature that is there must be right; 256 KB cap",
        test: "tests/flows/shipping-door.test.ts",
      },
      {
        row: "Denial of service",
        attack: "many questions, or the database away",
        defence: "answers from memory, two comparisons a second, the last good rules, else 503",
        test: "tests/flows/shipping-door.test.ts",
      },
    ],
  },
  "door /proxy/promise": {
    who: "buyer",
    authenticator: "fromProxy",
    handlers: {},
    notes: [
      {
        row: "App proxy",
        attack:
          "a forged, changed or repeated query, another shop's name in it, a customer's page in a shared cache",
        defence:
          "HMAC over every parameter of the raw query, 90 s window, shop from the signed one; JSON about a country, never a person; GET changes nothing",
        test: "tests/routes/storefront-promise.test.ts",
      },
      {
        row: "Denial of service",
        attack: "product pages asking without end",
        defence:
          "a limit per shop, three readings at once, rules remembered for 5 s, answers cached by browsers",
        test: "tests/routes/storefront-promise.test.ts",
      },
    ],
  },
  "door /webhooks": {
    who: "platform",
    authenticator: "signature",
    handlers: {},
    notes: [
      {
        row: "Webhooks",
        attack: "forgery, replay, odd headers, a huge or broken body",
        defence: "HMAC over the raw bytes first, 5 MB cap, deduplication, headers checked for form",
        test: intake,
      },
      {
        row: "Compliance webhooks",
        attack: "forged erasure of another shop",
        defence:
          "the signed body must name the shop it was delivered for; a job erases, and logs that it did",
        test: "tests/flows/privacy.test.ts",
      },
    ],
  },
  "door /buyer/thank-you": {
    who: "buyer",
    authenticator: "fromBuyer",
    handlers: {},
    notes: [foreignBuyer, forgedOrder],
  },
  "door /buyer/order-status": {
    who: "buyer",
    authenticator: "fromBuyer",
    handlers: {},
    notes: [foreignBuyer, forgedOrder],
  },
  "door /buyer/arrived": {
    who: "buyer",
    authenticator: "fromBuyer",
    handlers: {},
    notes: [foreignBuyer, forgedOrder],
  },
  "door /buyer/answers": {
    who: "buyer",
    authenticator: "fromBuyer",
    handlers: {},
    notes: [
      foreignBuyer,
      {
        row: "Survey/support from extensions",
        attack: "forged order ids, many votes, replays, floods, learning which orders exist",
        defence:
          "one submission per order and touch; unknown orders wait uncounted; the same thanks to all; limits per shop, order and token",
        test: "tests/flows/surveys.test.ts",
      },
    ],
  },
  "door /buyer/problems": {
    who: "buyer",
    authenticator: "fromBuyer",
    handlers: {},
    notes: [
      foreignBuyer,
      {
        row: "Survey/support from extensions",
        attack: "forged order ids, floods, one message sent many times",
        defence:
          "an order that is unknown or another's is answered the same and held unseen; limits; one row per message id",
        test: "tests/flows/tickets.test.ts",
      },
      {
        row: "Ticket text and mail HTML",
        attack: "markup or script in the text",
        defence: "plain text from the door to the page and the mail",
        test: "tests/flows/tickets.test.ts",
      },
    ],
  },
  "door /healthz": {
    who: "anyone",
    authenticator: "none",
    handlers: {},
    notes: [{ row: "Denial of service", attack: "many calls", defence: "a fixed text", test: http }],
  },
  "door /readyz": {
    who: "anyone",
    authenticator: "none",
    handlers: {},
    notes: [
      {
        row: "Denial of service",
        attack: "many calls",
        defence: "one prepared statement; says ready or not, never why",
        test: http,
      },
    ],
  },
};
