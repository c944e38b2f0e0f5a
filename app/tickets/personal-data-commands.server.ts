import { ordersOfPerson } from "../orders/mirror-queries.server";
import type { PersonalDataHolder } from "../personal-data";
import { exportTickets, redactTickets } from "./personal-data-store.server";

/** Buyers' data in what they wrote to support and in what they were answered. */
export const ticketsPersonalData: PersonalDataHolder = {
  domain: "tickets",
  async exportPerson(ctx, db, person) {
    return exportTickets(db, ctx.shop, await ordersOfPerson(db, ctx, person), person.customerId);
  },
  async redactPerson(ctx, db, person) {
    const orderIds = [...new Set([...person.orderIds, ...(await ordersOfPerson(db, ctx, person))])];
    await redactTickets(db, ctx.shop, orderIds, person.customerId);
  },
};
