import type { Ctx } from "../context";
import type { Db } from "../db.server";
import { orderForDelivery } from "../orders/mirror-queries.server";
import { parcelsOfOrder } from "../parcels/queries.server";
import { hasComment } from "./comment-store.server";
import { formFor } from "./core/form";
import { currentVersion } from "./core/item-bank";
import { hasArrived } from "./core/outcome";
import { statementOf, type Touch } from "./core/wording";
import { listSubmissions } from "./store.server";

type Asked = { orderId: string; touch: Touch };

/** Ids of the statements an order's buyer has answered at a touch. */
export async function answeredItems(db: Db, ctx: Ctx, asked: Asked): Promise<string[]> {
  return (await given(db, ctx, asked)).answered;
}

async function given(db: Db, ctx: Ctx, { orderId, touch }: Asked) {
  const submissions = await listSubmissions(db, ctx.shop, orderId, currentVersion);
  const own = submissions.find((submission) => submission.touch === touch);
  const commented = own !== undefined && (await hasComment(db, ctx.shop, own.id));
  return {
    answered: own?.answers.map((answer) => answer.item) ?? [],
    mayComment: touch === "perception" && !commented,
  };
}

/** The form of an order nobody has heard of yet, with nothing given. */
export function formOfUnheard(orderId: string, locale: string) {
  const touch: Touch = "expectation";
  const statements = statementsFor({ orderId, touch }, locale);
  return { version: currentVersion, touch, items: statements, answered: [], mayComment: false };
}

function statementsFor({ orderId, touch }: Asked, locale: string) {
  return formFor(orderId, currentVersion).map(({ id, mayNotApply }) => {
    return { id, text: statementOf(id, touch, locale), mayNotApply };
  });
}

/**
 * The form a buyer's block shows, in their language. Expectations may be asked before the order is mirrored. Null for a
 * cancelled order, for another customer's where the asker is known, and for perceptions until every parcel has arrived,
 * by an event or by the buyer's own word.
 */
export async function surveyForOrder(
  db: Db,
  ctx: Ctx,
  asked: Asked & { locale: string | null; customerId?: string | null },
) {
  const { orderId, touch, customerId = null } = asked;
  const order = await orderForDelivery(db, ctx, orderId);
  const another = order?.customerId != null && customerId !== null && customerId !== order.customerId;
  if (order?.cancelled || another) return null;
  if (touch === "perception" && !(order && hasArrived(await parcelsOfOrder(db, ctx, orderId)))) return null;
  return {
    version: currentVersion,
    touch,
    items: statementsFor(asked, asked.locale ?? order?.locale ?? "en"),
    ...(await given(db, ctx, asked)),
  };
}
