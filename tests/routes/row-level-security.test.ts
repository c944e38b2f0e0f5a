import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FilledShop, filledShop } from "../support/filled-shop";
import { fileDatabase } from "../support/postgres";
import { prepareQueues } from "../support/run-jobs";
import { hashTables } from "../support/table-hashes";
import { outsideTransactions, storeCalls, storeFunctions } from "./store-calls";
import { aimAt, callStore, isNothing, tenantOf } from "./store-walls";

/** Tables of the public schema outside row-level security, each with its reason. */
const outside: Record<string, string> = {
  Session: "the platform's library finds a session by its id alone; its tokens are sealed",
  CarrierKey: "it tells whose a carrier callback is, before a shop is known; holds hashes of random keys",
  _prisma_migrations: "the history of the schema; the app may only read it",
};

let owner: pg.Client;
let app: pg.Client;
let a: FilledShop;
let b: FilledShop;

beforeAll(async () => {
  const urls = fileDatabase();
  owner = new pg.Client({ connectionString: urls.superuserUrl });
  app = new pg.Client({ connectionString: urls.appUrl });
  await Promise.all([owner.connect(), app.connect()]);
  await prepareQueues();
  a = await filledShop("markofshopa");
  b = await filledShop("markofshopb", ["82000000001", "2", "82000000003"]);
});
afterAll(() => Promise.all([owner.end(), app.end()]));

type TableRow = { name: string; enabled: boolean; forced: boolean; policies: string[]; owner: string };

async function tables(): Promise<TableRow[]> {
  const { rows } = await owner.query<TableRow>(
    `
    SELECT c.relname AS name, c.relrowsecurity AS enabled, c.relforcerowsecurity AS forced,
      pg_get_userbyid(c.relowner) AS owner,
      array(SELECT p.polname || ': ' || pg_get_expr(p.polqual, c.oid) FROM pg_policy p
            WHERE p.polrelid = c.oid AND (p.polroles = '{0}' OR to_regrole($1) = ANY (p.polroles))) AS policies
    FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'm', 'v', 'f')`,
    [app.user],
  );
  return rows;
}

describe("the catalog", () => {
  it("has every table under forced row-level security with the one policy, but for the list", async () => {
    const rows = await tables();
    expect(rows.length).toBeGreaterThan(10);
    const open = rows.filter((row) => !row.enabled || !row.forced).map((row) => row.name);
    expect(open.sort()).toEqual(Object.keys(outside).sort());
    for (const { name, policies } of rows.filter((row) => row.enabled)) {
      const column = name === "Shop" ? "id" : `"shopId"`;
      expect(policies, name).toEqual([
        `one_shop: (${column} = NULLIF(current_setting('app.shop'::text, true), ''::text))`,
      ]);
    }
  });

  it("gives the app a role that owns nothing and passes no wall", async () => {
    const { rows } = await owner.query(
      `SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication,
        (SELECT count(*)::int FROM pg_auth_members m WHERE m.member = r.oid) AS member_of,
        (SELECT count(*)::int FROM pg_class c WHERE c.relowner = r.oid) AS owns,
        (SELECT count(*)::int FROM pg_proc p WHERE p.proowner = r.oid) AS owns_functions,
        has_schema_privilege(oid, 'public', 'CREATE') AS may_create
       FROM pg_roles r WHERE rolname = $1`,
      [app.user],
    );
    expect(rows).toEqual([
      {
        rolsuper: false,
        rolbypassrls: false,
        rolcreaterole: false,
        rolcreatedb: false,
        rolreplication: false,
        member_of: 0,
        owns: 0,
        owns_functions: 0,
        may_create: false,
      },
    ]);
  });

  it("has no function that runs as its owner and gives more than a shop's id", async () => {
    const { rows } = await owner.query<{ name: string; answer: string }>(
      `SELECT proname AS name, pg_get_function_result(oid) AS answer FROM pg_proc
       WHERE prosecdef AND pronamespace = 'public'::regnamespace ORDER BY 1`,
    );
    expect(rows).toEqual([
      { name: "shop_of_invitation", answer: "TABLE(shop text)" },
      { name: "shops_after", answer: "TABLE(shop text)" },
      { name: "shops_with_waiting_deliveries", answer: "TABLE(shop text)" },
    ]);
  });
});

describe("the app's own connection", () => {
  const walled = async () => (await tables()).filter((row) => row.enabled).map((row) => row.name);

  /** One statement in a transaction bound to `shop`, taken back. */
  async function boundTo(shop: string, statement: string, values: unknown[] = []): Promise<pg.QueryResult> {
    await app.query("BEGIN");
    try {
      await app.query("SELECT set_config('app.shop', $1, true)", [shop]);
      return await app.query(statement, values);
    } finally {
      await app.query("ROLLBACK");
    }
  }

  it("sees no row without a shop, also after a transaction that had one", async () => {
    expect((await boundTo(a.shop, 'SELECT 1 FROM "Order"')).rowCount).toBeGreaterThan(0);
    for (const name of await walled()) {
      const seen = await app.query(`SELECT 1 FROM "${name}" LIMIT 1`);
      expect(seen.rowCount, name).toBe(0);
    }
  });

  it("cannot change or remove rows without a shop", async () => {
    const before = await hashTables(owner);
    for (const name of await walled()) {
      const column = name === "Shop" ? "id" : "shopId";
      expect((await app.query(`UPDATE "${name}" SET "${column}" = $1`, [a.shop])).rowCount, name).toBe(0);
      expect((await app.query(`DELETE FROM "${name}"`)).rowCount, name).toBe(0);
    }
    expect(await hashTables(owner)).toEqual(before);
  });

  it("cannot write a row for, or move one to, another shop", async () => {
    for (const name of await walled()) {
      const column = name === "Shop" ? "id" : "shopId";
      // The wall is asked before the columns are, so a row of nothing but its shop will do.
      const written = boundTo(a.shop, `INSERT INTO "${name}" ("${column}") VALUES ($1)`, [b.shop]);
      await expect(written, `insert into ${name}`).rejects.toMatchObject({ code: "42501" });
      // Where the shop has no row nothing can be moved; that it has rows everywhere is asked in tenancy.test.ts.
      if ((await boundTo(a.shop, `SELECT 1 FROM "${name}" LIMIT 1`)).rowCount === 0) continue;
      const moved = boundTo(a.shop, `UPDATE "${name}" SET "${column}" = $1`, [b.shop]);
      await expect(moved, `update of ${name}`).rejects.toMatchObject({ code: "42501" });
    }
  });

  it.each([
    'ALTER TABLE "Order" DISABLE ROW LEVEL SECURITY',
    'CREATE POLICY mine ON "Order" USING (true)',
    'DROP POLICY one_shop ON "Order"',
    'TRUNCATE "Order"',
    "CREATE TABLE loot (x text)",
    'DELETE FROM "_prisma_migrations"',
    "SET ROLE fairlead_owner",
  ])("may not %s", async (statement) => {
    await expect(app.query(statement)).rejects.toMatchObject({ code: "42501" });
  });
});

describe("store functions", () => {
  it("are all described, or listed with the reason why not", () => {
    const described = [...Object.keys(storeCalls), ...Object.keys(outsideTransactions)];
    expect(described.sort()).toEqual(Object.keys(storeFunctions).sort());
  });

  /** What rightly finds nothing in the filled shop, and why. */
  const idle: Record<string, string> = {
    "shop/store ensureShop": "it makes a shop's row where there is none, and this one is there",
    "shop/store awaitWork": "it takes a lock and reads no row",
    "orders/inbox-store lockMirror": "it takes a lock and reads no row",
    "tickets/mail-store lockMailCount": "it takes a lock and reads no row",
    "tickets/mail-store countMails":
      "no mail has left there, for no server is set up; tests/flows/tickets.test.ts has one",
    "surveys/store holdOrder": "it takes a lock and reads no row",
    "surveys/store listForsaken":
      "no answer waits for its order there; tests/flows/surveys.test.ts has one that does",
    "providers/import-store findImportAtWork":
      "no file is being read there; tests/flows/shipment-import.test.ts has one that is",
    "providers/shipment-store findProviderIds":
      "its provider has no carrier's key; tests/flows/shipment-import.test.ts imports some that have",
    "providers/shipment-store listModeTallies":
      "nothing of the aimed-at provider was imported; tests/flows/shipment-import.test.ts reads such figures",
  };
  const working = Object.keys(storeCalls).filter((name) => !Object.hasOwn(idle, name));

  it.each(working)("%s finds its own rows, so that finding none means something", async (name) => {
    const own = {
      bound: a.shop,
      tenant: await tenantOf(a),
      aim: await aimAt(owner, a),
      takeBack: true,
    } as const;
    const answer = await callStore(name, own);
    expect("gave" in answer && (answer.wrote || !isNothing(answer.gave)), Object.keys(answer).join()).toBe(
      true,
    );
  });

  it.each(Object.keys(storeCalls))("%s given another shop gets and changes nothing", async (name) => {
    const before = await hashTables(owner);
    const answer = await callStore(name, {
      bound: a.shop,
      tenant: await tenantOf(b),
      aim: await aimAt(owner, b),
    });
    expect("refused" in answer || (!answer.wrote && isNothing(answer.gave)), Object.keys(answer).join()).toBe(
      true,
    );
    expect(await hashTables(owner)).toEqual(before);
  });
});
