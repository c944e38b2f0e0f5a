import type { Permission } from "../../app/shop/core/permissions";
import type { Handler } from "./ask";

/** Rows of the threat table a way can stand under. */
export const threatRows = [
  "Webhooks",
  "Compliance webhooks",
  "Staff pages",
  "OAuth / token exchange",
  "Tracking URLs, carrier links, logos",
  "CSV export",
  "Logs, errors",
  "Denial of service",
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
};

export type Entry = {
  who: "staff" | "platform" | "anyone";
  authenticator: "fromAdmin" | "fromAdminExtension" | "fromAuth" | "signature" | "none";
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
        test: authentication,
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
    handlers: { action: { permission: "deliveries.retry" } },
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
  "routes/app.settings": {
    who: "staff",
    authenticator: "fromAdmin",
    handlers: { loader: { permission: "team.view" } },
    notes: [staleToken, otherShop],
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
