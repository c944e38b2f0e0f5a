import type { ToldOrder } from "../../app/orders/core/told-order";
import { locales } from "../../scripts/story/messages";
import type { StoryOrder } from "../../scripts/story/story";

/** An order as the platform knows it, by its id there. */
export type KnownOrder = ToldOrder & { name: string; id: string };

export type Control = <T>(call: string, body: object) => Promise<T>;

/** Has the platform remember these orders as they stood at `until`, silently; it answers as its webhooks would. */
export async function rememberAtPlatform(
  control: Control,
  shop: string,
  orders: readonly StoryOrder[],
  until: Date,
): Promise<KnownOrder[]> {
  const told = orders.map((order) => pastOf(order, until));
  const answer = await control<{ orders: KnownOrder[] }>("load-past", { shop, orders: told });
  return answer.orders;
}

function pastOf({ plan, steps, company }: StoryOrder, until: Date) {
  const { name, at, country, productIndex, quantity, shipping, handedOver } = plan;
  const sent = handedOver <= until;
  return {
    ...{ name, createdAt: at, country, productIndex, quantity, shipping, locale: locales[country] },
    parcel: sent
      ? {
          company,
          number: `${name.replace("-", "")}CN`,
          at: handedOver,
          steps: steps.filter((step) => step.at <= until),
        }
      : null,
  };
}
