/**
 * An order as the store tells it when asked, in the shape of its webhooks: one reader serves both. Its
 * fulfillments and their events are all there are.
 */
export type ToldOrder = { order: unknown; fulfillments: unknown[]; events: unknown[] };
