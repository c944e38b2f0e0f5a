import type { AdminCtx } from "../context";
import type { Db } from "../db.server";
import { defaultMarketId } from "../markets/core/market";
import { marketNames } from "../markets/name-queries.server";
import { marketsForCountries } from "../markets/queries.server";
import { type ParcelInList, parcelsOfOrders } from "../parcels/glance-queries.server";
import { providerNames } from "../providers/lane-queries.server";
import { can } from "../shop/core/permissions";
import { shopSummary } from "../shop/queries.server";
import { type SurveyCell, surveyCell } from "../surveys/cell-queries.server";
import { type CellAddress, readPlace, writePlace } from "../surveys/core/cell-address";
import { type RecentTicket, recentTickets } from "../tickets/recent-queries.server";
import { listRunning } from "./store.server";

const ticketsShown = 5;
/** Tickets looked through for those of a cell, at most so many stretches of so many. */
const stretch = { tickets: 50, times: 4 };

export type CellTicket = Pick<RecentTicket, "id" | "kind" | "state"> & {
  orderName: string | null;
  at: string;
};

export type CellPage = {
  cell: CellAddress;
  /** What the merchant calls them; null for all, for one that is gone, and for the rest of the world. */
  market: string | null;
  provider: string | null;
  answers: SurveyCell;
  parcels: ParcelInList[];
  tickets: CellTicket[];
  /** Where to look on; tickets further back may be of the cell as well. */
  nextTickets: string | null;
  /** Steps under way for exactly this cell. */
  steps: { id: string; step: string }[];
  mayAct: boolean;
  timezone: string;
  now: string;
};

type Beginnings = { orders: string | null; comments: string | null; tickets: string | null };

/** What lies behind a number of service quality. Null for a market or provider that is not this shop's, or without answers. */
export async function cellPage(
  ctx: AdminCtx,
  cell: CellAddress,
  after: Beginnings,
): Promise<CellPage | null> {
  return ctx.transact(async (db) => {
    const answers = await surveyCell(db, ctx, cell, after);
    if (!answers) return null;
    const { market, providerId } = cell;
    const running = await listRunning(db, ctx.shop);
    const orderIds = answers.orders.map((order) => order.orderId);
    return {
      cell,
      market: market === null ? null : ((await marketNames(db, ctx)).get(market)?.name ?? null),
      provider: providerId === null ? null : ((await providerNames(db, ctx)).get(providerId) ?? null),
      answers,
      parcels: await parcelsOfOrders(db, ctx, orderIds),
      ...(await ticketsOf(db, ctx, cell, after.tickets)),
      steps: running
        .filter((one) => one.dimension === cell.dimension)
        .filter((one) => one.market === market && one.providerId === providerId)
        .map(({ id, step }) => ({ id, step })),
      mayAct: can(ctx.staff.role, "actions.edit"),
      timezone: (await shopSummary(db, ctx)).timezone,
      now: ctx.now().toISOString(),
    };
  });
}

/**
 * The latest tickets about orders of a market and provider. A ticket knows neither, so the shop's tickets are looked
 * through from the newest on; a bounded stretch at a time, however many there are.
 */
async function ticketsOf(db: Db, ctx: AdminCtx, cell: CellAddress, after: string | null) {
  const marketOf = await marketsForCountries(db, ctx);
  const found: CellTicket[] = [];
  let place = readPlace(after);
  for (let time = 0; time < stretch.times && found.length < ticketsShown; time++) {
    const tickets = await recentTickets(db, ctx, place, stretch.tickets);
    const inMarket = tickets.filter(
      ({ country }) => cell.market === null || (marketOf(country).id ?? defaultMarketId) === cell.market,
    );
    const parcels = await parcelsOfOrders(
      db,
      ctx,
      inMarket.map((ticket) => ticket.orderId),
    );
    for (const ticket of tickets) {
      place = { flag: false, at: ticket.lastMessageAt, id: ticket.id };
      const own = parcels.filter((parcel) => parcel.orderId === ticket.orderId);
      if (inMarket.includes(ticket) && isOfProvider(own, cell.providerId)) found.push(lineOf(ticket, own));
      if (found.length === ticketsShown) break;
    }
    if (tickets.length < stretch.tickets && found.length < ticketsShown)
      return { tickets: found, nextTickets: null };
  }
  return { tickets: found, nextTickets: place && writePlace(place) };
}

function isOfProvider(parcels: readonly ParcelInList[], providerId: string | null): boolean {
  if (providerId === null) return true;
  const known = parcels.flatMap((parcel) => (parcel.providerId === null ? [] : [parcel.providerId]));
  return providerId === "" ? known.length === 0 : known.includes(providerId);
}

function lineOf(
  { id, kind, state, lastMessageAt }: RecentTicket,
  parcels: readonly ParcelInList[],
): CellTicket {
  return { id, kind, state, orderName: parcels[0]?.orderName ?? null, at: lastMessageAt.toISOString() };
}
