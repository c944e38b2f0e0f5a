import type { ImportState } from "../core/import-state";
import type { ShipmentField } from "../core/shipment-map";
import type { CellReason } from "../core/shipment-row";
import type {
  beginImport,
  confirmImport,
  discardImport,
  mapImport,
  receivePiece,
} from "../import-commands.server";

type ProblemOf<Command extends (...args: never[]) => Promise<unknown>> =
  Extract<Awaited<ReturnType<Command>>, { ok: false }> extends { problem: infer P extends string }
    ? P
    : never;

const edge = { "form-unreadable": "problem.formUnreadable", "no-answer": "problem.noAnswer" } as const;
const gone = "history.problem.gone";

/** Words for what can go wrong while a file is taken in. */
export const pieceProblems = {
  ...edge,
  "empty-file": "history.problem.emptyFile",
  "too-large": "history.problem.tooLarge",
  "one-under-way": "history.problem.oneUnderWay",
  "no-such-import": gone,
  "out-of-turn": "history.problem.outOfTurn",
  "not-text": "history.problem.notText",
  "no-headings": "history.problem.noHeadings",
  "too-many-columns": "history.problem.tooManyColumns",
} as const satisfies Record<
  ProblemOf<typeof beginImport> | ProblemOf<typeof receivePiece> | keyof typeof edge,
  string
>;

/** Words for what can go wrong with a file that is there; a map's problem names what it is about. */
export const historyProblems = {
  ...edge,
  "no-such-import": gone,
  "too-late": "history.problem.tooLate",
  "not-checked": "history.problem.notChecked",
  "required-column": "history.problem.requiredColumn",
  "no-such-column": "history.problem.noSuchColumn",
  "column-twice": "history.problem.columnTwice",
  "no-date-format": "history.problem.noDateFormat",
  "bad-date-format": "history.problem.badDateFormat",
  "bad-currency": "history.problem.badCurrency",
} as const satisfies Record<
  | ProblemOf<typeof mapImport>
  | ProblemOf<typeof confirmImport>
  | ProblemOf<typeof discardImport>
  | keyof typeof edge,
  string
>;

export type PieceAnswer =
  | { ok: true; value: { received: number } }
  | { ok: false; problem: keyof typeof pieceProblems };
export type HistoryAnswer =
  | { ok: true; value: null }
  | { ok: false; problem: keyof typeof historyProblems; at?: string };

export const fieldWords = {
  externalId: "history.field.externalId",
  provider: "history.field.provider",
  mode: "history.field.mode",
  destination: "history.field.destination",
  promisedOn: "history.field.promisedOn",
  deliveredOn: "history.field.deliveredOn",
  weightKg: "history.field.weightKg",
  freight: "history.field.freight",
} as const satisfies Record<ShipmentField, string>;

export const reasonWords = {
  missing: "history.reason.missing",
  duplicate: "history.reason.duplicate",
  "not-a-date": "history.reason.notADate",
  "ambiguous-date": "history.reason.ambiguousDate",
  "far-date": "history.reason.farDate",
  "future-date": "history.reason.futureDate",
  "not-a-number": "history.reason.notANumber",
  "ambiguous-number": "history.reason.ambiguousNumber",
  negative: "history.reason.negative",
  "too-heavy": "history.reason.tooHeavy",
  "too-long": "history.reason.tooLong",
  "unreadable-characters": "history.reason.unreadableCharacters",
  "too-many-names": "history.reason.tooManyNames",
  "too-many-cells": "history.reason.tooManyCells",
  "open-quote": "history.reason.openQuote",
} as const satisfies Record<CellReason, string>;

export const importStateWords = {
  uploading: { words: "history.state.uploading", tone: "attention" },
  mapping: { words: "history.state.mapping", tone: "attention" },
  checking: { words: "history.state.checking", tone: "info" },
  checked: { words: "history.state.checked", tone: "attention" },
  importing: { words: "history.state.importing", tone: "info" },
  imported: { words: "history.state.imported", tone: "success" },
  clearing: { words: "history.state.clearing", tone: "info" },
  expired: { words: "history.state.expired", tone: "info" },
} as const satisfies Record<ImportState, { words: string; tone: string }>;
