import { exchanges, locales } from "./messages.ts";
import type { PlannedOrder } from "./orders.ts";
import { between, pick, randomFrom } from "./random.ts";

const hourMs = 3_600_000;

export type Problem = {
  at: Date;
  kind: "not-arrived" | "customs" | "damaged";
  text: string;
  locale: string;
  /** What the shop answers, and when. */
  reply: { at: Date; text: string };
  /** When a damaged parcel was claimed from its carrier. */
  claimed: Date | null;
};

/** What the buyer of an order writes to the shop, if anything. */
export function problemOf(seed: string, order: PlannedOrder): Problem | null {
  const random = randomFrom(`${seed} problem ${order.name}`);
  const kind = kindOf(random(), order);
  if (kind === null) return null;
  const at = momentOf(kind, order, random());
  const { asks, answers } = exchanges[order.country][kind];
  const reply = { at: replyTime(random, at), text: pick(random, answers) };
  return {
    at,
    kind,
    text: pick(random, asks),
    locale: locales[order.country],
    reply,
    claimed: kind === "damaged" ? new Date(reply.at.getTime() + between(random, 12, 60) * hourMs) : null,
  };
}

function kindOf(chance: number, { late, country, provider }: PlannedOrder): Problem["kind"] | null {
  const heldAtCustoms = late && country === "BR" && provider === "lotus";
  if (heldAtCustoms && chance < 0.09) return "customs";
  if (late) return chance < 0.18 ? "not-arrived" : null;
  return chance < 0.006 ? "damaged" : null;
}

function momentOf(kind: Problem["kind"], order: PlannedOrder, chance: number): Date {
  const arrived = order.delivered.getTime();
  if (kind === "damaged") return new Date(arrived + (1 + chance * 30) * hourMs);
  // Between the promised day and the one on which it comes after all.
  const due = Date.parse(order.promisedBy) + 20 * hourMs;
  return new Date(due + chance * Math.max(hourMs, arrived - due - hourMs));
}

/** Most are answered within two hours, a few only the next day. */
export function replyTime(random: () => number, asked: Date): Date {
  const hours = random() < 0.92 ? between(random, 0.2, 1.9) : between(random, 6, 20);
  return new Date(asked.getTime() + hours * hourMs);
}
