import type { Ctx } from "../context";
import type { Db } from "../db.server";
import { type Carrier, carrierOf } from "./core/carrier-name";
import { addTallies, emptyTally, negated, type Tally } from "./core/parcel-record";
import { rankOf } from "./core/rating";
import { outcomeOf, type Shipment, sameShipment } from "./core/shipment-row";
import { changeImport, deleteChunks, lockImport } from "./import-store.server";
import { providerFor } from "./parcel-commands.server";
import {
  addToModeTallies,
  addToTallies,
  findProviderIds,
  findShipments,
  type KnownShipment,
  lockTotalsOf,
  type ModeChange,
  type PlaceChange,
  putShipments,
  saveTotalsOf,
} from "./shipment-store.server";
import { deleteRefused, deleteStaged, listStaged } from "./staged-store.server";

/** Rows imported in one transaction, and rows and stretches of text removed in one. */
const rowsAtOnce = 500;
const removedAtOnce = 5_000;
const chunksAtOnce = 20;
const everyRow = 2_147_483_647;

/**
 * Imports the next rows of a checked file and counts them for their providers. Each turn is one transaction that ends with
 * how far it came: whoever goes on after a kill neither leaves a row out nor counts one twice.
 */
export async function importSome(ctx: Ctx, id: string): Promise<"more" | "done"> {
  return ctx.transact(async (db) => {
    const file = await lockImport(db, ctx.shop, id);
    if (file?.state !== "importing") return "done";
    // The text may hold columns nobody mapped, with persons in them: it goes before the first row is imported.
    if ((await deleteChunks(db, ctx.shop, id, chunksAtOnce)) > 0) return "more";
    const now = ctx.now();
    const rows = await listStaged(db, ctx.shop, id, file.importedTo, rowsAtOnce);
    const shipments = rows.map(({ shipment }) => shipment);
    const { imported, unchanged } = await rememberShipments(db, ctx, id, shipments);
    const importedTo = rows.at(-1)?.row ?? file.importedTo;
    const staged = { after: file.importedTo, upTo: importedTo, most: rowsAtOnce };
    await deleteStaged(db, ctx.shop, id, staged);
    const done = rows.length < rowsAtOnce;
    const change = {
      importedTo,
      imported: file.imported + imported,
      unchanged: file.unchanged + unchanged,
      ...(done && { state: "imported" as const, finishedAt: now }),
    };
    await changeImport(db, ctx.shop, id, change, now);
    if (done) await ctx.announce(db, { name: "history.imported", data: { importId: id } });
    return done ? "done" : "more";
  });
}

/** Puts shipments into the books: what was known of each is taken back before what is told now is added. */
async function rememberShipments(
  db: Db,
  ctx: Ctx,
  importId: string,
  shipments: readonly Shipment[],
): Promise<{ imported: number; unchanged: number }> {
  const now = ctx.now();
  const ids = shipments.map(({ externalId }) => externalId);
  const known = await findShipments(db, ctx.shop, ids, { lock: true });
  const news = shipments.filter((shipment) => {
    const before = known.get(shipment.externalId);
    return !before || !sameShipment(before.shipment, shipment);
  });
  const providers = await providersOf(db, ctx, news, now);
  const told = news.map((shipment): KnownShipment => {
    const key = carrierOf(shipment.provider)?.key;
    return { shipment, providerId: key === undefined ? null : (providers.get(key) ?? null) };
  });
  const before = news.flatMap(({ externalId }) => known.get(externalId) ?? []);
  await putShipments(db, ctx.shop, importId, told, now);
  await countMoves(db, ctx, { before, after: told }, now);
  return { imported: news.length, unchanged: shipments.length - news.length };
}

/** The providers of the carriers that shipments name, by the carriers' folded names; made where there is none yet. */
async function providersOf(
  db: Db,
  ctx: Ctx,
  shipments: readonly Shipment[],
  now: Date,
): Promise<Map<string, string>> {
  const carriers = new Map<string, Carrier>();
  for (const { provider } of shipments) {
    const carrier = carrierOf(provider);
    if (carrier) carriers.set(carrier.key, carrier);
  }
  const found = await findProviderIds(db, ctx.shop, [...carriers.keys()]);
  for (const [key, carrier] of carriers) {
    if (!found.has(key)) found.set(key, await providerFor(db, ctx, carrier, now));
  }
  return found;
}

type Moves = { before: readonly KnownShipment[]; after: readonly KnownShipment[] };

/** Moves the counts of every provider named, a statement per kind of count: a batch may name hundreds of lanes. */
async function countMoves(db: Db, ctx: Ctx, moves: Moves, now: Date): Promise<void> {
  const countries = new Map<string, PlaceChange>();
  const modes = new Map<string, ModeChange & Tally>();
  const totals = new Map<string, Tally>();
  const move = ({ shipment, providerId }: KnownShipment, turn: (tally: Tally) => Tally) => {
    if (providerId === null) return;
    const { country, tally: own } = outcomeOf(shipment);
    const tally = turn(own);
    totals.set(providerId, addTallies(totals.get(providerId) ?? emptyTally, tally));
    const at = `${providerId} ${country}`;
    countries.set(at, { providerId, country, ...addTallies(countries.get(at) ?? emptyTally, tally) });
    if (shipment.mode === null) return;
    const by = `${providerId} ${shipment.mode}`;
    modes.set(by, { providerId, mode: shipment.mode, ...addTallies(modes.get(by) ?? emptyTally, tally) });
  };
  for (const known of moves.before) move(known, negated);
  for (const told of moves.after) move(told, (tally) => tally);
  if (totals.size === 0) return;
  const locked = await lockTotalsOf(db, ctx.shop, [...totals.keys()]);
  const next = locked.map(({ id, ...now }) => {
    const sum = addTallies({ ...emptyTally, ...now }, totals.get(id) ?? emptyTally);
    return { id, ...sum, rank: rankOf(sum) };
  });
  await saveTotalsOf(db, ctx.shop, next);
  await addToTallies(db, ctx.shop, [...countries.values()], now);
  await addToModeTallies(db, ctx.shop, [...modes.values()], now);
}

/** Removes the next part of what was taken in of a file that was given up. */
export async function clearSome(ctx: Ctx, id: string): Promise<"more" | "done"> {
  return ctx.transact(async (db) => {
    const file = await lockImport(db, ctx.shop, id);
    if (file?.state !== "clearing") return "done";
    const removed =
      (await deleteChunks(db, ctx.shop, id, chunksAtOnce)) +
      (await deleteStaged(db, ctx.shop, id, { after: 0, upTo: everyRow, most: removedAtOnce })) +
      (await deleteRefused(db, ctx.shop, id, removedAtOnce));
    if (removed > 0) return "more";
    await changeImport(db, ctx.shop, id, { state: "expired" }, ctx.now());
    return "done";
  });
}
