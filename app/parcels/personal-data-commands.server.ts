import { ordersOfPerson } from "../orders/mirror-queries.server";
import type { PersonalDataHolder } from "../personal-data";
import { exportClaims, redactClaims } from "./claim-store.server";
import { exportBuyerWords } from "./promise-store.server";

/**
 * What buyers said about the arrival of their orders, and what staff noted about claiming their parcels. Tracking
 * numbers and places stand in the mirror alone, so days and yes or no name nobody once the order does not; they stay.
 */
export const parcelsPersonalData: PersonalDataHolder = {
  domain: "parcels",
  async exportPerson(ctx, db, person) {
    const orderIds = await ordersOfPerson(db, ctx, person);
    return {
      arrivals: await exportBuyerWords(db, ctx.shop, orderIds),
      claims: await exportClaims(db, ctx.shop, orderIds),
    };
  },
  async redactPerson(ctx, db, person) {
    const orderIds = [...new Set([...person.orderIds, ...(await ordersOfPerson(db, ctx, person))])];
    await redactClaims(db, ctx.shop, orderIds);
  },
};
