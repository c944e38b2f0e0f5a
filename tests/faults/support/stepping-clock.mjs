import { readFileSync } from "node:fs";

// Loaded before a process's bundle: its wall clock is off by the milliseconds that stand in the file of CLOCK_OFFSET_FILE,
// as if somebody had set the machine's clock. The monotonic clock and the timers are the machine's, as they would be.

const file = process.env.CLOCK_OFFSET_FILE ?? "";
const RealDate = Date;
let offset = 0;

function look() {
  try {
    offset = Number(readFileSync(file, "utf8")) || 0;
  } catch {
    // Just being written.
  }
}

const now = () => RealDate.now() + offset;

look();
setInterval(look, 20).unref();
globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, self) => Reflect.construct(target, args.length > 0 ? args : [now()], self),
  apply: () => new RealDate(now()).toString(),
  get: (target, key) => (key === "now" ? now : Reflect.get(target, key)),
});
