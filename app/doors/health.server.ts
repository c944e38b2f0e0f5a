import { databaseIsReady } from "../db.server";
import { within } from "../lib/within";
import { log } from "../log.server";
import type { DoorAnswer, DoorRequest } from "./door";

// Read at build time: the names of the migrations this build was made with.
const migrations = Object.keys(import.meta.glob("../../prisma/migrations/*/migration.sql"));
const newestMigration = migrations.sort().at(-1)?.split("/").at(-2) ?? "";

/** How long a probe waits for the database, in milliseconds. */
const patienceMs = 2_000;

const notAQuestion: DoorAnswer = { status: 405, headers: { Allow: "GET, HEAD" } };

function isQuestion({ method }: DoorRequest): boolean {
  return method === "GET" || method === "HEAD";
}

/** Alive: the process answers. Says nothing about what it depends on. */
export async function healthDoor(request: DoorRequest): Promise<DoorAnswer> {
  if (!isQuestion(request)) return notAQuestion;
  return { status: 200, body: "ok\n" };
}

/** Ready: the database answers and has the schema this build needs. 503 otherwise. */
export async function readyDoor(request: DoorRequest): Promise<DoorAnswer> {
  if (!isQuestion(request)) return notAQuestion;
  try {
    const ready = await within(databaseIsReady(newestMigration), patienceMs);
    if (ready === "late") throw new Error("the database did not answer in time");
    if (ready) return { status: 200, body: "ready\n" };
    log.warn({ requestId: request.requestId }, "the database has not the schema this build needs");
  } catch (error) {
    log.warn({ requestId: request.requestId, err: error }, "the database does not answer");
  }
  return { status: 503, headers: { "Retry-After": "2" }, body: "not ready\n" };
}
