import type { Ctx } from "../context";
import type { Db } from "../db.server";
import { carrierOf } from "./core/carrier-name";
import { addTallies, emptyTally, negated, type Tally } from "./core/parcel-record";
import { outcomeOf, type Shipment, sameShipment } from "./core/shipment-row";
import { changeImport, deleteChunks, lockImport } from "./import-store.server";
import { count, providerFor } from "./parcel-commands.server";
import { addToModeTally, findShipments, type KnownShipment, putShipments } from "./shipment-store.server";
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
    await deleteStaged(db, ctx.shop, id, { upTo: importedTo, most: rowsAtOnce });
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

type Place = { providerId: string; country: string; mode: string | null };

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
  const moves = new Map<string, Place & { tally: Tally }>();
  const move = (shipment: Shipment, providerId: string | null, sign: 1 | -1) => {
    if (providerId === null) return;
    const { country, tally } = outcomeOf(shipment);
    const place = { providerId, country, mode: shipment.mode };
    const key = JSON.stringify(place);
    const sum = addTallies(moves.get(key)?.tally ?? emptyTally, sign === 1 ? tally : negated(tally));
    moves.set(key, { ...place, tally: sum });
  };
  const told: KnownShipment[] = [];
  const providerIds = new Map<string, string>();
  for (const shipment of news) {
    const before = known.get(shipment.externalId);
    if (before) move(before.shipment, before.providerId, -1);
    const providerId = await providerOf(db, ctx, shipment, providerIds, now);
    move(shipment, providerId, 1);
    told.push({ shipment, providerId });
  }
  await putShipments(db, ctx.shop, importId, told, now);
  await countMoves(db, ctx, [...moves.values()], now);
  return { imported: news.length, unchanged: shipments.length - news.length };
}

async function providerOf(
  db: Db,
  ctx: Ctx,
  { provider }: Shipment,
  found: Map<string, string>,
  now: Date,
): Promise<string | null> {
  const carrier = carrierOf(provider);
  if (!carrier) return null;
  const id = found.get(carrier.key) ?? (await providerFor(db, ctx, carrier, now));
  found.set(carrier.key, id);
  return id;
}

/** Adds up what changed per provider and country, and per provider and mode. In one order, so that two never wait for each other. */
async function countMoves(db: Db, ctx: Ctx, moves: (Place & { tally: Tally })[], now: Date): Promise<void> {
  const countries = new Map<string, { providerId: string; country: string; tally: Tally }>();
  const modes = new Map<string, { providerId: string; mode: string; tally: Tally }>();
  for (const { providerId, country, mode, tally } of moves) {
    const at = `${providerId} ${country}`;
    const sum = addTallies(countries.get(at)?.tally ?? emptyTally, tally);
    countries.set(at, { providerId, country, tally: sum });
    if (mode === null) continue;
    const by = `${providerId} ${mode}`;
    modes.set(by, { providerId, mode, tally: addTallies(modes.get(by)?.tally ?? emptyTally, tally) });
  }
  const inOrder = <T>(sums: Map<string, T>) =>
    [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, sum]) => sum);
  for (const { tally, ...place } of inOrder(countries)) await count(db, ctx, place, tally);
  for (const { tally, ...place } of inOrder(modes)) await addToModeTally(db, ctx.shop, place, tally, now);
}

/** Removes the next part of what was taken in of a file that was given up. */
export async function clearSome(ctx: Ctx, id: string): Promise<"more" | "done"> {
  return ctx.transact(async (db) => {
    const file = await lockImport(db, ctx.shop, id);
    if (file?.state !== "clearing") return "done";
    const removed =
      (await deleteChunks(db, ctx.shop, id, chunksAtOnce)) +
      (await deleteStaged(db, ctx.shop, id, { upTo: everyRow, most: removedAtOnce })) +
      (await deleteRefused(db, ctx.shop, id, removedAtOnce));
    if (removed > 0) return "more";
    await changeImport(db, ctx.shop, id, { state: "expired" }, ctx.now());
    return "done";
  });
}
