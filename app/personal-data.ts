import type { Ctx } from "./context";
import type { Db } from "./db.server";
import type { PersonInQuestion } from "./shop/core/personal-data";

/** What a domain that keeps buyers' data offers to privacy requests. Both run in the request's own transaction. */
export type PersonalDataHolder = {
  domain: string;
  /** Everything the domain holds of the person, as plain JSON. */
  exportPerson(ctx: Ctx, db: Db, person: PersonInQuestion): Promise<Record<string, unknown>>;
  /** Removes the person; figures stay. Safe to run twice. */
  redactPerson(ctx: Ctx, db: Db, person: PersonInQuestion): Promise<void>;
};
