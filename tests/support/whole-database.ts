import { withClient } from "../../scripts/postgres-accounts.ts";
import { fileDatabase } from "./postgres";

/** Every row of every table, the queue's too, as text; bytes stand in hexadecimal. */
export async function everyTable(): Promise<{ schema: string; name: string; text: string }[]> {
  return withClient(fileDatabase().superuserUrl, async (client) => {
    const { rows: tables } = await client.query<{ schema: string; name: string }>(
      "SELECT schemaname AS schema, tablename AS name FROM pg_tables WHERE schemaname IN ('public', 'pgboss')",
    );
    const dumps: { schema: string; name: string; text: string }[] = [];
    for (const { schema, name } of tables) {
      const { rows } = await client.query<{ row: string }>(
        `SELECT t::text AS row FROM "${schema}"."${name}" t`,
      );
      dumps.push({ schema, name, text: rows.map(({ row }) => row).join("\n") });
    }
    return dumps;
  });
}

export async function wholeDatabase(): Promise<string> {
  return (await everyTable()).map(({ text }) => text).join("\n");
}
