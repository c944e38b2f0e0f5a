import { ordersOfPerson } from "../orders/mirror-queries.server";
import type { PersonalDataHolder } from "../personal-data";
import { listComments } from "./comment-store.server";
import { forgetOrder } from "./count-commands.server";
import { exportSubmissions } from "./store.server";

/** Answers name nobody, but they hang on an order: they go with its person, and the figures follow. */
export const surveysPersonalData: PersonalDataHolder = {
  domain: "surveys",
  async exportPerson(ctx, db, person) {
    const orderIds = new Set([...person.orderIds, ...(await ordersOfPerson(db, ctx, person))]);
    const submissions = await exportSubmissions(db, ctx.shop, [...orderIds]);
    const ids = submissions.map((submission) => submission.id);
    return { submissions, comments: await listComments(db, ctx.shop, ids) };
  },
  async redactPerson(ctx, db, person) {
    const orderIds = new Set([...person.orderIds, ...(await ordersOfPerson(db, ctx, person))]);
    // In one order for everybody, so that two erasures cannot wait for each other.
    for (const orderId of [...orderIds].sort()) await forgetOrder(db, ctx, orderId);
  },
};
