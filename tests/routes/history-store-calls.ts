import type { Tenant } from "../../app/context";
import type { Db } from "../../app/db.server";
import { nothingDecoded } from "../../app/lib/csv-text";
import { emptyTally } from "../../app/providers/core/parcel-record";
import type { Aim } from "./store-calls";

const now = new Date("2026-11-23T00:00:00Z");
const future = new Date("2100-01-01T00:00:00Z");
const id = "0199b6a0-0000-7000-8000-0000000000ab";

const shipment = (aim: Aim) => ({
  externalId: aim.shipment,
  provider: "Aimed",
  mode: "Sea",
  country: "DE",
  promisedOn: "2026-01-01",
  deliveredOn: null,
  weightGrams: 1,
  freightMillionths: "1",
  currency: "EUR",
});

const refusedCell = {
  row: 9,
  column: "freight",
  heading: "Freight",
  value: "none",
  reason: "not-a-number",
  wholeRow: false,
} as const;

const begun = (importId: string) => ({
  id: importId,
  fileName: "aimed.csv",
  fileBytes: 9,
  decoding: nothingDecoded,
  startedBy: null,
});
const counts = { sent: 5, delivered: 5, onTime: 5, late: 0 };

/** How the store functions of a history import are aimed at the rows of `aim`. */
export const historyStoreCalls: Readonly<Record<string, (db: Db, shop: Tenant, aim: Aim) => unknown[]>> = {
  "providers/import-store insertImport": (db, shop) => [db, shop, begun(id), now],
  "providers/import-store findImport": (db, shop, aim) => [db, shop, aim.openImport],
  "providers/import-store lockImport": (db, shop, aim) => [db, shop, aim.openImport],
  "providers/import-store changeImport": (db, shop, aim) => [
    db,
    shop,
    aim.openImport,
    { state: "expired" },
    now,
  ],
  "providers/import-store listImports": (db, shop) => [db, shop, null, 50],
  "providers/import-store someImportIsOpen": (db, shop) => [db, shop],
  "providers/import-store findImportAtWork": (db, shop) => [db, shop],
  "providers/import-store listStaleImports": (db, shop) => [db, shop, { open: future, ended: future }, 50],
  "providers/import-store deleteImport": (db, shop, aim) => [db, shop, aim.doneImport],
  "providers/import-store insertChunk": (db, shop, aim) => [
    db,
    shop,
    aim.openImport,
    { startsAt: 9_000, text: new Uint8Array(3) },
    now,
  ],
  "providers/import-store readText": (db, shop, aim) => [db, shop, aim.openImport, { from: 0, most: 99 }],
  "providers/import-store deleteChunks": (db, shop, aim) => [db, shop, aim.openImport, 50],
  "providers/staged-store insertStaged": (db, shop, aim) => [
    db,
    shop,
    aim.openImport,
    [{ row: 900, shipment: { ...shipment(aim), externalId: "aimed" } }],
    now,
  ],
  "providers/staged-store listStaged": (db, shop, aim) => [db, shop, aim.openImport, 0, 50],
  "providers/staged-store deleteStaged": (db, shop, aim) => [
    db,
    shop,
    aim.openImport,
    { after: 0, upTo: 1_000, most: 50 },
  ],
  "providers/staged-store insertRefused": (db, shop, aim) => [db, shop, aim.openImport, [refusedCell], now],
  "providers/staged-store listRefused": (db, shop, aim) => [db, shop, aim.doneImport, null, 50],
  "providers/staged-store deleteRefused": (db, shop, aim) => [db, shop, aim.doneImport, 50],
  "providers/shipment-store findShipments": (db, shop, aim) => [db, shop, [aim.shipment], { lock: true }],
  "providers/shipment-store putShipments": (db, shop, aim) => [
    db,
    shop,
    aim.doneImport,
    [{ shipment: shipment(aim), providerId: aim.provider }],
    now,
  ],
  "providers/shipment-store findProviderIds": (db, shop, aim) => [db, shop, [aim.carrierKey]],
  "providers/shipment-store lockTotalsOf": (db, shop, aim) => [db, shop, [aim.provider]],
  "providers/shipment-store saveTotalsOf": (db, shop, aim) => [
    db,
    shop,
    [{ id: aim.provider, ...counts, rank: 9 }],
  ],
  "providers/shipment-store addToTallies": (db, shop, aim) => [
    db,
    shop,
    [{ providerId: aim.provider, country: "DE", ...emptyTally, sent: 5 }],
    now,
  ],
  "providers/shipment-store addToModeTallies": (db, shop, aim) => [
    db,
    shop,
    [{ providerId: aim.provider, mode: "Sea", ...counts }],
    now,
  ],
  "providers/shipment-store listModeTallies": (db, shop, aim) => [db, shop, aim.provider],
};
