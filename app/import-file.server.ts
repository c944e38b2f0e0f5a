import { open } from "node:fs/promises";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { v7 as newId } from "uuid";
import type { Ctx } from "./context";
import { databaseIsAway } from "./db.server";
import { checkSome } from "./providers/check-commands.server";
import { pieceBytes } from "./providers/core/import-state";
import { type ShipmentMap, shipmentMap } from "./providers/core/shipment-map";
import {
  beginImport,
  confirmImport,
  discardImport,
  mapImport,
  receivePiece,
} from "./providers/import-commands.server";
import { clearSome, importSome } from "./providers/shipment-commands.server";

/** What is wrong with what was asked, in a sentence for whoever typed it. */
export class ImportRefused extends Error {}

/** Reads and checks a map file. Throws ImportRefused. */
export function readMap(text: string): ShipmentMap {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    throw new ImportRefused("The map is not JSON.");
  }
  const map = shipmentMap.safeParse(json);
  if (map.success) return map.data;
  const lines = map.error.issues.map((issue) => `${issue.path.join(".") || "map"}: ${issue.message}`);
  throw new ImportRefused(`The map cannot be used:\n  ${lines.join("\n  ")}`);
}

/**
 * Imports a file the way a page does, without the pauses between its steps. `dry` reads it and forgets it again. `tell` is
 * called with the import's id once it is done, and before it is forgotten.
 */
export async function importFile(
  ctx: Ctx,
  { file, map, dry }: { file: string; map: ShipmentMap; dry: boolean },
  tell: (id: string) => Promise<void>,
): Promise<void> {
  const id = newId();
  try {
    await takeIn(ctx, id, file);
    const mapped = await patiently(() => mapImport(ctx, id, map));
    if (!mapped.ok) throw new ImportRefused(mapSentence(mapped));
    await untilDone(() => checkSome(ctx, id));
    if (!dry) {
      await patiently(() => confirmImport(ctx, id));
      await untilDone(() => importSome(ctx, id));
    }
    await tell(id);
  } finally {
    // What is imported stays; anything else that was taken in goes, also after a mistake.
    await patiently(() => discardImport(ctx, id));
    await untilDone(() => clearSome(ctx, id));
  }
}

/** How often one turn is tried while the database does not answer in time, and how long is waited in between. */
const tries = 5;
const pauseMs = 2_000;

async function untilDone(turn: () => Promise<"more" | "done">): Promise<void> {
  while ((await patiently(turn)) === "more");
}

/** Does one step, and again while the database is away or too busy: each is safe to repeat, whether it was done or not. */
async function patiently<T>(step: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await step();
    } catch (error) {
      if (tried === tries || !databaseIsAway(error)) throw error;
      await pause(pauseMs);
    }
  }
}

function mapSentence(mapped: { problem: string; at?: string }): string {
  const sentences: Record<string, string> = {
    "required-column": "The map names no column for what every row needs",
    "no-such-column": "The file has no column of this name",
    "column-twice": "The file has several columns of this name",
    "no-date-format": "The map names no date format",
    "bad-date-format": "A date format names no whole day, or has a letter that stands for nothing",
    "bad-currency": "The map needs an ISO 4217 currency for its freight",
  };
  return `${sentences[mapped.problem] ?? mapped.problem}: ${mapped.at ?? ""}`;
}

const pieceSentences: Record<string, string> = {
  "empty-file": "The file is empty.",
  "not-text": "The file is a workbook, an archive or a picture. Save it as CSV first.",
  "no-headings": "The file's first row holds no headings.",
  "too-many-columns": "The file has more than 500 columns.",
};

async function takeIn(ctx: Ctx, id: string, file: string): Promise<void> {
  const handle = await open(file, "r").catch((error: NodeJS.ErrnoException) => {
    throw new ImportRefused(`The file ${file} cannot be read (${error.code ?? error.message}).`);
  });
  try {
    const facts = await handle.stat();
    if (!facts.isFile()) throw new ImportRefused(`${file} is no file.`);
    const begun = { id, fileName: path.basename(file), fileBytes: facts.size, startedBy: null };
    must(await patiently(() => beginImport(ctx, begun)));
    const buffer = new Uint8Array(pieceBytes);
    for (let at = 0; at < facts.size; ) {
      const { bytesRead } = await handle.read(buffer, 0, pieceBytes, at);
      if (bytesRead === 0) throw new ImportRefused("The file became shorter while it was read.");
      const bytes = buffer.subarray(0, Math.min(bytesRead, facts.size - at));
      const piece = { at, bytes };
      must(await patiently(() => receivePiece(ctx, id, piece)));
      at += bytes.length;
    }
  } finally {
    await handle.close();
  }
}

function must(result: { ok: true } | { ok: false; problem: string }): void {
  if (!result.ok) throw new ImportRefused(pieceSentences[result.problem] ?? result.problem);
}
