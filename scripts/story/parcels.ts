import { type Country, providerOf } from "./cast.ts";
import type { PlannedOrder } from "./orders.ts";
import { between, pick, type Random, randomFrom } from "./random.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

export type Step = {
  status: "carrier_picked_up" | "in_transit" | "delayed" | "out_for_delivery" | "delivered" | "failure";
  at: Date;
  message: string | null;
  city: string | null;
  country: string | null;
  expected?: Date;
};

const hubs: Record<Country, { city: string; country: string }[]> = {
  DE: [
    { city: "Liège", country: "BE" },
    { city: "Leipzig", country: "DE" },
  ],
  BR: [
    { city: "Curitiba", country: "BR" },
    { city: "São Paulo", country: "BR" },
  ],
  AE: [{ city: "Dubai", country: "AE" }],
  SA: [{ city: "Riyadh", country: "SA" }],
};

/** What a carrier tells of a parcel from its first scan to the door; nothing where it does not track. */
export function stepsOf(seed: string, order: PlannedOrder): Step[] {
  if (!providerOf(order.provider).tracked) return [];
  const random = randomFrom(`${seed} parcel ${order.name}`);
  const left = order.handedOver.getTime();
  const arrived = order.delivered.getTime();
  const at = (share: number) => new Date(left + share * (arrived - left));
  const hub = pick(random, hubs[order.country]);
  const step = (status: Step["status"], when: Date, rest: Partial<Step> = {}): Step => ({
    ...{ status, message: null, city: null, country: order.country, ...rest },
    at: new Date(Math.floor(when.getTime() / 1_000) * 1_000),
  });
  const out = arrived - between(random, 3, 6) * hourMs;
  return [
    step("carrier_picked_up", new Date(left + between(random, 1, 5) * hourMs), {
      ...{ city: "Shenzhen", country: "CN" },
    }),
    step("in_transit", new Date(left + between(random, 12, 28) * hourMs), {
      ...{ city: "Hong Kong", country: "HK", message: "Left on its flight" },
    }),
    ...betweenHubs(random, order).map((share) => step("in_transit", at(share), hub)),
    ...(order.late ? [step("delayed", at(0.72), { ...hub, message: reasonOf(random, order) })] : []),
    step("out_for_delivery", new Date(out), {}),
    step("delivered", order.delivered, {}),
  ].sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** A scan every few days, as shares of the way. */
function betweenHubs(random: Random, { handedOver, delivered }: PlannedOrder): number[] {
  const days = (delivered.getTime() - handedOver.getTime()) / dayMs;
  const count = Math.max(1, Math.floor(days / 4.5));
  return Array.from({ length: count }, (_, index) => 0.35 + (0.55 * (index + random() * 0.5)) / count);
}

function reasonOf(random: Random, { country, provider }: PlannedOrder): string {
  if (country === "BR" && provider === "lotus") {
    return pick(random, [
      "Held at customs: the recipient's tax number is being checked",
      "Held at customs: papers are missing",
    ]);
  }
  return pick(random, ["Missed its connecting flight", "Delayed at the sorting centre", "High volume"]);
}
