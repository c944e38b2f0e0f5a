/** A fault that can befall the product, what is wanted then, and the tests that inject it. */
export type Fault = {
  fault: string;
  wanted: string;
  tests: string[];
  /** What of it is not injected by a test, and why. */
  open?: string;
};

const faults = (file: string) => `tests/faults/${file}.test.ts`;
const flows = (file: string) => `tests/flows/${file}.test.ts`;
const tools = (file: string) => `tests/tools/${file}.test.ts`;
const unit = (file: string) => `app/${file}.test.ts`;

export const faultTable: readonly Fault[] = [
  {
    fault: "database down at start",
    wanted:
      "web lives and is not ready, nothing is acknowledged, a worker ends with 1 after a minute; both go on",
    tests: [faults("database-connection")],
  },
  {
    fault: "database down while running",
    wanted:
      "webhooks 503 within 2 s, rates from memory within 1 s, jobs go on by themselves, no process ends",
    tests: [faults("stop-and-outage"), faults("acknowledged"), faults("rates"), flows("rates-under-faults")],
  },
  {
    fault: "database slow: every piece a second later each way, a table locked",
    wanted: "webhooks 503 within 2 s, rates from memory within 1 s, a bounded number of statements wait",
    tests: [faults("database-connection"), flows("rates-under-faults")],
  },
  {
    fault: "database silent: connections that stay open and never say anything again",
    wanted: "as when it is down; web and worker give the lost connections up by themselves",
    tests: [faults("database-connection")],
  },
  {
    fault: "connection cut in the middle of a commit",
    wanted: "not acknowledged; the repeat ends in one row, a job's in one effect",
    tests: [faults("database-connection")],
  },
  {
    fault: "serialization failure and deadlock",
    wanted: "three tries with jitter",
    tests: [flows("transient-conflicts")],
  },
  {
    fault: "platform throttles (429, THROTTLED)",
    wanted: "waits by the restore rate, per shop, no hot loop, 25 s in all; other shops go on",
    tests: [flows("admin-client"), unit("gateways/shopify/admin-answers")],
  },
  {
    fault: "platform 5xx, timeout, reset, trickle",
    wanted: "tried again with growing pauses, 25 s in all, then a later try of the job",
    tests: [flows("admin-client"), flows("token-refresh")],
  },
  {
    fault: "platform 200 with errors, no data, HTML, cut JSON; redirects",
    wanted: "a failure, never taken for empty; the token goes nowhere else",
    tests: [flows("admin-client"), unit("gateways/shopify/admin-answers")],
  },
  {
    fault: "401 or 403 with a dead token",
    wanted: "one refresh; then the shop needs a log-in and its jobs stop",
    tests: [flows("refused-token")],
  },
  {
    fault: "refresh answers: no end, refused, 500, lost",
    wanted: "the session stays usable, or needs a log-in when the platform says so",
    tests: [flows("token-refresh"), flows("offline-token")],
  },
  {
    fault: "clock set while running, nights in which clocks change, leap days, zones of 30 and 45 minutes",
    wanted: "what is remembered ages by the monotonic clock; days and support hours follow the zone's rules",
    tests: [
      tools("monotonic-clocks"),
      unit("lib/calendar"),
      unit("markets/core/support-hours"),
      unit("parcels/core/destination-calendar"),
      faults("clock-steps"),
    ],
  },
  {
    fault: "delivery repeated, out of order, missing, a day late, stale",
    wanted: "the mirror ends the same; what is missing is found",
    tests: [flows("replay"), flows("order-mirror"), flows("reconciliation")],
  },
  {
    fault: "delivery of an unknown shop or topic, before the install, after the uninstall",
    wanted: "200, recorded as ignored or not kept, brings nothing back",
    tests: [flows("webhook-intake"), flows("install"), flows("replay")],
  },
  {
    fault: "poison delivery, poison job, job of a shop that is gone",
    wanted: "harms only itself, is tried again later, ends parked or skipped",
    tests: [flows("jobs")],
  },
  {
    fault: "kill -9 of web, worker and database; SIGTERM",
    wanted: "nothing acknowledged is lost; a process told to stop drains within 10 s",
    tests: [faults("acknowledged"), faults("stop-and-outage")],
  },
  {
    fault: "unhandled rejection, out of memory",
    wanted:
      "the process ends, with 1 or as Node ends it, and its supervisor's next one goes on; nothing is lost",
    tests: [faults("process-faults")],
    open: "Out of memory is tried in the full form only. The app has no worker threads of its own.",
  },
  {
    fault: "two starts on one database folder, a stale lock",
    wanted: "the server is started once and shared; a killed one's lock is taken over",
    tests: [tools("embedded-postgres")],
  },
  {
    fault: "disk full",
    wanted: "503, no acknowledgement without a row; goes on once there is room",
    tests: [faults("disk-full")],
    open: "Skipped where the test may not mount a file system. Read-only disks and slow fsync are not tried.",
  },
  {
    fault: "platform's carrier service missing in the plan",
    wanted: "remembered; flat rates appear instead",
    tests: [flows("shipping-registration"), flows("shipping-flat-rates")],
  },
  {
    fault: "carrier service switched off, its key replaced, its address changed while rates are asked for",
    wanted: "the daily check puts it right; a replaced key opens the door for a day more and then no longer",
    tests: [flows("carrier-address")],
  },
  {
    fault: "uninstall or shop/redact while its jobs run",
    wanted:
      "no call with the dead token, no row brought back, nothing taken from an install that comes meanwhile",
    tests: [
      flows("erasing-races"),
      flows("uninstall"),
      flows("backfill"),
      flows("privacy"),
      flows("webhook-intake"),
    ],
  },
  {
    fault: "reinstall before the old install's shop/redact",
    wanted: "only what is older than the uninstall goes",
    tests: [flows("privacy")],
  },
  { fault: "scope removed or added", wanted: "the shop's scopes follow", tests: [flows("install")] },
  {
    fault: "migration killed half-way, changed, or newer than the code",
    wanted: "none of it stays and the next run goes through, or it is refused with a sentence",
    tests: [tools("migrate"), tools("upgrade")],
  },
  {
    fault: "backup and restore under load",
    wanted: "a base backup taken while deliveries come in starts and is whole",
    tests: [faults("backup")],
  },
];
