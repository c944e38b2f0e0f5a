import type { OrderDelivery } from "../../../app/orders/schemas";

export type Parcel = OrderDelivery["parcels"][number];

/** What Fairlead answered about an order, or why there is no answer. */
export type Answer =
  | { kind: "known"; delivery: OrderDelivery }
  | { kind: "unknown" | "not-allowed" | "signed-out" | "out-of-reach" };

/** Longest wait for the app, in milliseconds. */
const patienceMs = 10_000;

const refusals: Readonly<Record<number, Answer>> = {
  401: { kind: "signed-out" },
  403: { kind: "not-allowed" },
  404: { kind: "unknown" },
};

/**
 * Asks the app where an order's parcels are. The address is relative: the admin completes it with the app's own and
 * adds the person's id token, which it does for no other address.
 */
export async function askFairlead(order: string | undefined): Promise<Answer> {
  const id = /\d+$/.exec(order ?? "")?.[0];
  if (!id) return { kind: "unknown" };
  try {
    const response = await fetch(`/api/orders/${id}`, { signal: AbortSignal.timeout(patienceMs) });
    if (!response.ok) return refusals[response.status] ?? { kind: "out-of-reach" };
    const delivery: OrderDelivery = await response.json();
    return Array.isArray(delivery.parcels) ? { kind: "known", delivery } : { kind: "out-of-reach" };
  } catch {
    return { kind: "out-of-reach" };
  }
}
