import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, inject, it } from "vitest";
import { withClient } from "../../scripts/postgres-accounts.ts";
import { scratchDatabase } from "../support/postgres.ts";

/** What the migrations hold beyond `schema.prisma`, which cannot express it, each with its reason. */
const handWritten: Record<string, string> = {
  WebhookInbox_waiting: "partial index: finding what waits must not grow with the history",
  TicketMessage_mailed: "partial index: counting the mails of a day must not grow with the history",
  TicketMessage_mail_waiting: "partial index: finding mail that waits must not grow with the history",
  Parcel_claim_open: "partial index: finding the next claim must not grow with what was decided",
  WebhookInbox_parked: "partial index: finding what is parked must not grow with the history",
  Ticket_answered: "partial index: the inbox's answered tickets must not grow with those that wait",
  Ticket_solved: "partial index: finding what is to be closed must not grow with what is",
  PrivacyRequest_export: "partial index: finding files past their age must not grow with the requests",
  WebhookInbox_set_aside: "partial index: the page of messages set aside must not grow with what was applied",
};

const catalog = {
  columns: `
    select c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
      || case when a.attnotnull then ' not null' else '' end
      || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '') as line
    from pg_attribute a join pg_class c on c.oid = a.attrelid
    left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
      and c.relname <> '_prisma_migrations'`,
  indexes: `
    select indexdef as line from pg_indexes where schemaname = 'public' and tablename <> '_prisma_migrations'`,
  constraints: `
    select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) as line from pg_constraint
    where connamespace = 'public'::regnamespace and contype <> 'n' and conrelid <> coalesce(to_regclass('public._prisma_migrations'), 0)`,
  enums: `
    select t.typname || ' ' || string_agg(e.enumlabel, ',' order by e.enumsortorder) as line
    from pg_type t join pg_enum e on e.enumtypid = t.oid where t.typnamespace = 'public'::regnamespace group by t.typname`,
};

async function linesOf(url: string): Promise<Set<string>> {
  return withClient(url, async (client) => {
    const lines = new Set<string>();
    for (const sql of Object.values(catalog)) {
      for (const row of (await client.query<{ line: string }>(sql)).rows) lines.add(row.line);
    }
    return lines;
  });
}

async function sqlOfSchema(ownerUrl: string): Promise<string> {
  const args = ["node_modules/prisma/build/index.js", "migrate", "diff", "--from-empty"];
  const answer = await promisify(execFile)(
    process.execPath,
    [...args, "--to-schema-datamodel", "prisma/schema.prisma", "--script"],
    {
      // An engine that a command still asks for must not be downloaded; any program that exists satisfies it.
      env: {
        ...process.env,
        MIGRATION_DATABASE_URL: ownerUrl,
        PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
        CHECKPOINT_DISABLE: "1",
      },
    },
  );
  return answer.stdout;
}

it("the migrations make exactly what schema.prisma says, apart from the hand-written list", async () => {
  const fromSchema = await scratchDatabase(`drift_${process.pid}`);
  const sql = await sqlOfSchema(fromSchema.ownerUrl);
  await withClient(fromSchema.ownerUrl, (client) => client.query(sql));
  const expected = await linesOf(fromSchema.ownerUrl);
  const actual = await linesOf(inject("postgres").ownerUrl);
  const known = (line: string) => Object.keys(handWritten).some((name) => line.includes(name));
  expect
    .soft(
      [...expected].filter((line) => !actual.has(line)),
      "in schema.prisma, not in the migrations",
    )
    .toEqual([]);
  expect
    .soft(
      [...actual].filter((line) => !expected.has(line) && !known(line)),
      "in the migrations, not in schema.prisma",
    )
    .toEqual([]);
  const unused = Object.keys(handWritten).filter((name) => ![...actual].some((line) => line.includes(name)));
  expect(unused, "listed as hand-written, but gone").toEqual([]);
});
