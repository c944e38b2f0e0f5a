import pg from "pg";
import { vi } from "vitest";
import { withClient } from "../../scripts/postgres-accounts.ts";
import { fileDatabase } from "./postgres";

/** A part of a plan that reads a table or an index. */
export type Scan = { how: string; table: string | null; index: string | null; rows: number };
/**
 * A statement as the server ran it, with what it read: rows and index entries looked at, and blocks of 8 kB, of which what
 * is written takes some in every index of its table.
 */
export type Ran = { text: string; writes: boolean; rows: number; blocks: number; scans: Scan[] };

type Plan = {
  "Node Type": string;
  "Relation Name"?: string;
  "Index Name"?: string;
  "Actual Rows"?: number;
  "Actual Loops"?: number;
  "Rows Removed by Filter"?: number;
  "Rows Removed by Index Recheck"?: number;
  "Shared Hit Blocks"?: number;
  "Shared Read Blocks"?: number;
  Plans?: Plan[];
};

const heard: Ran[] = [];

/**
 * Has the server tell the plan of every statement of this file's database, those inside functions too, to the client that
 * ran it. Called before the app's first connection: an open one goes on without.
 */
export async function hearPlans(): Promise<void> {
  const { superuserUrl } = fileDatabase();
  const database = pg.escapeIdentifier(new URL(superuserUrl).pathname.slice(1));
  const settings = {
    session_preload_libraries: "auto_explain",
    "auto_explain.log_min_duration": "0",
    "auto_explain.log_analyze": "on",
    "auto_explain.log_buffers": "on",
    "auto_explain.log_timing": "off",
    "auto_explain.log_nested_statements": "on",
    "auto_explain.log_parameter_max_length": "0",
    "auto_explain.log_format": "json",
    "auto_explain.log_level": "notice",
  };
  await withClient(superuserUrl, async (client) => {
    for (const [name, value] of Object.entries(settings))
      await client.query(`ALTER DATABASE ${database} SET ${name} = '${value}'`);
  });
  const { connect } = pg.Client.prototype;
  vi.spyOn(pg.Client.prototype, "connect").mockImplementation(function (this: pg.Client, ...given) {
    this.on("notice", ({ message }) => {
      const json = /^duration: .* plan:\n(.*)$/s.exec(message ?? "")?.[1];
      if (json) heard.push(ranAs(JSON.parse(json)));
    });
    return connect.apply(this, given);
  });
}

/** A connection past row-level security whose own statements are not told of. */
export async function quietly<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  return withClient(fileDatabase().superuserUrl, async (client) => {
    await client.query("SET auto_explain.log_min_duration = -1");
    return work(client);
  });
}

/** What `work` has run at the database. Nothing else may run meanwhile. */
export async function statementsOf(work: () => Promise<unknown>): Promise<Ran[]> {
  heard.length = 0;
  await work();
  return heard.splice(0);
}

function ranAs({ "Query Text": text, Plan: plan }: { "Query Text": string; Plan: Plan }): Ran {
  const scans = scansIn(plan);
  const rows = scans.reduce((sum, scan) => sum + scan.rows, 0);
  const blocks = (plan["Shared Hit Blocks"] ?? 0) + (plan["Shared Read Blocks"] ?? 0);
  const writes = plan["Node Type"] === "ModifyTable";
  return { text: text.replace(/\s+/g, " ").trim(), writes, rows, blocks, scans };
}

function scansIn(plan: Plan): Scan[] {
  const below = (plan.Plans ?? []).flatMap(scansIn);
  const how = plan["Node Type"];
  const [table, index] = [plan["Relation Name"] ?? null, plan["Index Name"] ?? null];
  if (!how.endsWith("Scan") || (table === null && index === null)) return below;
  // The entries of a bitmap are counted as the rows it leads to.
  if (how === "Bitmap Index Scan") return [{ how, table, index, rows: 0 }, ...below];
  const seen =
    (plan["Actual Rows"] ?? 0) +
    (plan["Rows Removed by Filter"] ?? 0) +
    (plan["Rows Removed by Index Recheck"] ?? 0);
  return [{ how, table, index, rows: Math.round(seen * (plan["Actual Loops"] ?? 1)) }, ...below];
}
