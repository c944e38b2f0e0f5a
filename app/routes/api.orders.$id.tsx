import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { fromAdminExtension } from "~/authenticate.server";
import type { OrderDelivery } from "~/orders/schemas";
import { orderBlock } from "~/tickets/order-block-queries.server";

/** Answers the block beside an order in the store's admin; OPTIONS comes here, too. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { ctx, cors } = await fromAdminExtension(request, "order.view");
  const delivery: OrderDelivery | null = await orderBlock(ctx, params.id ?? "");
  const headers = { "Cache-Control": "no-store" };
  return cors(delivery ? json(delivery, { headers }) : new Response(null, { status: 404, headers }));
}
