import { sessionTable } from "../db.server";

/** Deletes the library's sessions of a shop; the next opening of the app makes a new one. Safe to run twice. */
export async function forgetSessions(shop: string): Promise<void> {
  await sessionTable.session.deleteMany({ where: { shop } });
}
