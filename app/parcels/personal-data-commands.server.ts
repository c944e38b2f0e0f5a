import { ordersOfPerson } from "../orders/mirror-queries.server";
import type { PersonalDataHolder } from "../personal-data";
import { exportBuyerWords } from "./promise-store.server";

/**
 * What buyers said about the arrival of their orders. Tracking numbers and places stand in the mirror alone, so there
 * is nothing here that names anybody once the order does not: days and yes or no stay as figures.
 */
export const parcelsPersonalData: PersonalDataHolder = {
  domain: "parcels",
  async exportPerson(ctx, db, person) {
    const orderIds = await ordersOfPerson(db, ctx, person);
    return { arrivals: await exportBuyerWords(db, ctx.shop, orderIds) };
  },
  async redactPerson() {},
};
