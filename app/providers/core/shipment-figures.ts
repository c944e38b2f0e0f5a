import { z } from "zod";
import { carrierOf } from "./carrier-name";
import { outcomeOf, type RefusedCell, type Shipment } from "./shipment-row";
import { numberOf } from "./written-number";

const counts = z.object({
  rows: z.number(),
  delivered: z.number(),
  onTime: z.number(),
  /** Sum over the delivered of delivered minus promised, in calendar days. */
  delayDays: z.number(),
});
type Counts = z.infer<typeof counts>;

/** What a file has said so far; kept between two turns of reading it. */
export const shipmentFigures = z.object({
  rows: z.number(),
  all: counts,
  byMode: z.record(z.string(), counts),
  /** By a carrier's folded name: how it is written and how many rows name it. */
  providers: z.record(z.string(), z.object({ name: z.string(), rows: z.number() })),
  freightMillionths: z.string(),
  unplaced: z.number(),
  refusedCells: z.number(),
  refusedRows: z.number(),
});
export type ShipmentFigures = z.infer<typeof shipmentFigures>;

const nothing: Counts = { rows: 0, delivered: 0, onTime: 0, delayDays: 0 };

export const noFigures: ShipmentFigures = {
  rows: 0,
  all: nothing,
  byMode: {},
  providers: {},
  freightMillionths: "0",
  unplaced: 0,
  refusedCells: 0,
  refusedRows: 0,
};

/** More names of carriers or modes than a shop has: beyond them a column of something else must have been mapped. */
const mostNames = 200;

/**
 * Makes room for the names a shipment brings. Answers the fields whose name is one too many, which nothing is counted
 * under. Changes `figures`, which a caller makes with `structuredClone`: there is a row every few microseconds.
 */
export function admitNames(figures: ShipmentFigures, { provider, mode }: Shipment): ("provider" | "mode")[] {
  const carrier = carrierOf(provider);
  const over: ("provider" | "mode")[] = [];
  if (carrier && !admit(figures.providers, carrier.key, { name: carrier.name, rows: 0 }))
    over.push("provider");
  if (mode !== null && !admit(figures.byMode, mode, nothing)) over.push("mode");
  return over;
}

function admit<T>(names: Record<string, T>, name: string, fresh: T): boolean {
  if (own(names, name) !== undefined) return true;
  if (Object.keys(names).length >= mostNames) return false;
  put(names, name, fresh);
  return true;
}

/** Counts a row that was taken. Changes `figures`, as `admitNames` does. */
export function countShipment(figures: ShipmentFigures, shipment: Shipment): void {
  const { tally } = outcomeOf(shipment);
  const { mode, provider, deliveredOn, promisedOn } = shipment;
  const delayDays = deliveredOn === null ? 0 : daysBetween(promisedOn, deliveredOn);
  const add = (to: Counts): Counts => ({
    rows: to.rows + 1,
    delivered: to.delivered + tally.delivered,
    onTime: to.onTime + tally.onTime,
    delayDays: to.delayDays + delayDays,
  });
  figures.all = add(figures.all);
  if (mode !== null) put(figures.byMode, mode, add(own(figures.byMode, mode) ?? nothing));
  const carrier = carrierOf(provider);
  if (carrier) {
    const { name, rows } = own(figures.providers, carrier.key) ?? { name: carrier.name, rows: 0 };
    put(figures.providers, carrier.key, { name, rows: rows + 1 });
  }
  figures.freightMillionths = (
    BigInt(figures.freightMillionths) + BigInt(shipment.freightMillionths ?? 0)
  ).toString();
}

/** A name out of a file may be `__proto__` or `constructor`. */
function own<T>(record: Record<string, T>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function put<T>(record: Record<string, T>, key: string, value: T): void {
  Object.defineProperty(record, key, { value, enumerable: true, writable: true, configurable: true });
}

/** Counts what was refused of one row. */
export function countRefused(figures: ShipmentFigures, refused: readonly RefusedCell[]): void {
  figures.refusedCells += refused.length;
  if (refused.some((cell) => cell.wholeRow)) figures.refusedRows += 1;
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** What is told of shipments: the share is of the delivered ones; both null where none was. */
export type Told = {
  rows: number;
  delivered: number;
  onTime: number;
  onTimeShare: number | null;
  meanDelayDays: number | null;
};

function told({ rows, delivered, onTime, delayDays }: Counts): Told {
  return {
    rows,
    delivered,
    onTime,
    onTimeShare: delivered > 0 ? onTime / delivered : null,
    meanDelayDays: delivered > 0 ? delayDays / delivered : null,
  };
}

/** The answer to an import: what the file says of the past. */
export function answerOf(figures: ShipmentFigures) {
  const { rows: _, ...all } = told(figures.all);
  // A name may have been admitted for a row that was refused after all.
  const modes = Object.entries(figures.byMode).filter(([, one]) => one.rows > 0);
  return {
    rows: figures.rows,
    ...all,
    byMode: Object.fromEntries(modes.map(([mode, one]) => [mode, told(one)])),
    freightSum: numberOf(BigInt(figures.freightMillionths)),
    unplaced: figures.unplaced,
    refusedRows: figures.refusedRows,
    refusedCells: figures.refusedCells,
    providers: Object.values(figures.providers).filter(({ rows }) => rows > 0),
  };
}
