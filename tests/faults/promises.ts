/** A promise of the product and where it is tested. Its number never changes. */
export type FaultPromise = {
  number: number;
  promise: string;
  /** Test files by the project they belong to; none where the promise applies to nothing that exists. */
  tests: { project: "faults" | "flows" | "routes" | "unit" | "tools" | "browser"; file: string }[];
  /** What of it is not kept or not tested, and why. */
  open?: string;
};

const faults = (file: string) => ({ project: "faults" as const, file: `tests/faults/${file}.test.ts` });
const flows = (file: string) => ({ project: "flows" as const, file: `tests/flows/${file}.test.ts` });
const routes = (file: string) => ({ project: "routes" as const, file: `tests/routes/${file}.test.ts` });
const tools = (file: string) => ({ project: "tools" as const, file: `tests/tools/${file}.test.ts` });
const browser = (file: string) => ({ project: "browser" as const, file: `tests/browser/${file}.test.ts` });
const unit = (file: string) => ({ project: "unit" as const, file: `app/${file}.test.ts` });

export const promises: readonly FaultPromise[] = [
  {
    number: 1,
    promise: "An acknowledged webhook is never lost",
    tests: [faults("acknowledged")],
  },
  {
    number: 2,
    promise: "A replayed or duplicated delivery changes nothing",
    tests: [flows("replay"), flows("webhook-intake")],
  },
  {
    number: 3,
    promise: "Order does not matter",
    tests: [unit("parcels/core/parcel-state"), flows("order-mirror"), flows("parcels")],
  },
  { number: 4, promise: "A missing webhook is found", tests: [flows("reconciliation")] },
  {
    number: 5,
    promise: "A webhook is answered in time, also while the platform's token endpoint hangs",
    tests: [faults("answer-times")],
  },
  {
    number: 6,
    promise: "An invalid signature is 401 and leaves no trace but a counter",
    tests: [flows("webhook-intake"), routes("refusals")],
  },
  {
    number: 7,
    promise: "When the database is down nothing is acknowledged",
    tests: [faults("stop-and-outage")],
  },
  {
    number: 8,
    promise: "Every accepted job runs at least once, its effect happens once",
    tests: [faults("jobs-once"), flows("jobs")],
  },
  {
    number: 9,
    promise: "A poison job harms only itself",
    tests: [faults("shops-apart"), flows("jobs")],
  },
  { number: 10, promise: "One shop cannot starve the others", tests: [faults("shops-apart")] },
  {
    number: 11,
    promise: "A rate request is answered within 400 ms at 50/s (p99), or a backup is given",
    tests: [faults("rates"), flows("rates-under-faults")],
  },
  {
    number: 12,
    promise: "The same cart always gets the same price, to the minor unit",
    tests: [unit("shipping/core/quote"), unit("lib/money"), flows("shipping-door")],
  },
  {
    number: 13,
    promise: "No request authenticated for shop A can read or change a row of shop B",
    tests: [routes("tenancy"), routes("one-wall"), routes("row-level-security"), routes("http")],
  },
  {
    number: 14,
    promise: "No loader or action without authentication",
    tests: [routes("authentication"), routes("check-list")],
  },
  {
    number: 15,
    promise: "A session token for the buyer gives only that buyer's things",
    tests: [flows("buyer-tokens"), routes("buyer-doors")],
  },
  {
    number: 16,
    promise: "One answer per order and survey",
    tests: [flows("answers-once"), flows("surveys")],
  },
  { number: 17, promise: "Staff with less rights see less", tests: [routes("roles"), flows("privacy")] },
  {
    number: 18,
    promise: "No personal data in logs, errors, traces, URLs",
    tests: [flows("canary"), browser("logs"), flows("privacy")],
  },
  {
    number: 19,
    promise: "Personal data is encrypted at rest",
    tests: [flows("at-rest"), unit("lib/sealed.server")],
    open: "City, postcode and the texts of messages stand plain by design and are outside it.",
  },
  {
    number: 20,
    promise: "Key rotation loses nothing and needs no stop",
    tests: [flows("key-rotation"), flows("token-refresh")],
    open: "Processes are copies of the app's modules with keys of their own in one Node process, not processes of the system.",
  },
  { number: 21, promise: "A redaction request is complete", tests: [flows("canary"), flows("privacy")] },
  { number: 22, promise: "Retention works by itself", tests: [flows("retention")] },
  {
    number: 23,
    promise: "No stored text ever runs, and no CSV cell starts a formula",
    tests: [
      browser("stored-text"),
      unit("orders/core/order-delivery"),
      flows("shipment-import"),
      flows("tickets"),
      flows("providers-form"),
    ],
    open: "Buyers' blocks are not walked with the trap: they are drawn by the platform's components from plain text, which the stand-in only imitates.",
  },
  {
    number: 24,
    promise: "No outgoing request to a private address",
    tests: [routes("outgoing")],
    open: "Nothing is fetched by an address anybody names, so redirects and names that resolve to private addresses have nothing to strike.",
  },
  {
    number: 25,
    promise: "Any text survives, and any input is answered",
    tests: [routes("any-text"), routes("bad-input"), faults("hostile-clients")],
    open: "Marks of direction and control characters are left out of lines and messages on purpose; a text of the store's that is too long keeps its beginning, in whole characters.",
  },
  {
    number: 26,
    promise: "A mail loop ends",
    tests: [flows("tickets")],
    open: "No mail is read and none is sent by itself, so that no loop can begin; there is no automatic reply to bound.",
  },
  {
    number: 27,
    promise: "Uninstall, reinstall, scope change, token expiry at any moment",
    tests: [
      flows("uninstall"),
      flows("erasing-races"),
      flows("offline-token"),
      flows("token-refresh"),
      flows("install"),
      flows("privacy"),
    ],
  },
  {
    number: 28,
    promise: "Upgrade and restore",
    tests: [tools("migrate"), tools("upgrade"), flows("survey-cells-migration"), faults("backup")],
  },
  {
    number: 29,
    promise: "The default database guards itself",
    tests: [tools("embedded-postgres"), faults("disk-full")],
    open: "That no table outgrows three times its live size after a million job cycles is not measured; the server's own autovacuum is relied on. The full disk is skipped where the test may not mount a file system.",
  },
  {
    number: 30,
    promise: "It stays up",
    tests: [faults("clock-steps")],
    open: "A soak of hours belongs to the work on scale and deployment; the kills of 1 and 8 at full size last minutes.",
  },
];
