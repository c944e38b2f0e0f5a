import type { AdminCtx } from "../context";
import type { Db } from "../db.server";
import { ordersPlacedAfter } from "../orders/queries.server";
import type { VettingFigures } from "../providers/figure-queries.server";
import type { OfferedProvider } from "../providers/queries.server";
import type { OfferFigures } from "../shipping/figure-queries.server";
import { blocksSeen } from "../shop/block-queries.server";
import { type Block, type BlockState, blockState, blocks, enoughOrders, quietFrom } from "../shop/core/block";
import { can } from "../shop/core/permissions";
import { type SetUp, setUpOf } from "./core/set-up";

/** A block that buyers saw and see no more; `since`: when it was last seen. */
export type QuietBlock = { block: Block; since: Date; dueAt: Date };

type Known = { vet: VettingFigures; offer: OfferFigures; providers: readonly OfferedProvider[] };

/** What is still to be set up, and which block went quiet; nothing for those who may set up neither. */
export async function setUpFigures(
  db: Db,
  ctx: AdminCtx,
  { vet, offer, providers }: Known,
): Promise<{ setUp: SetUp | null; quiet: QuietBlock | null }> {
  if (!can(ctx.staff.role, "shipping.edit")) return { setUp: null, quiet: null };
  const now = ctx.now();
  const seen = await blocksSeen(db, ctx);
  const states = new Map<Block, BlockState>();
  let quiet: QuietBlock | null = null;
  for (const block of blocks) {
    const sighting = seen.get(block) ?? null;
    const asked = sighting !== null && now >= quietFrom(sighting);
    const ordersSince = asked ? await ordersPlacedAfter(db, ctx, sighting.lastSeenAt, enoughOrders) : 0;
    const state = blockState(sighting, { now, ordersSince });
    states.set(block, state);
    if (sighting && state === "quiet") {
      quiet ??= { block, since: sighting.lastSeenAt, dueAt: quietFrom(sighting) };
    }
  }
  const setUp = setUpOf({
    providers: {
      known: providers.length,
      decided: providers.filter(({ state }) => state !== "found" && state !== "draft").length,
    },
    toReview: vet.busiestUnvetted,
    options: offer.options,
    blocks: states,
    clientId: ctx.clientId,
  });
  return { setUp, quiet };
}
