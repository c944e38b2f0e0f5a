import { randomBytes } from "node:crypto";
import { open, readFile, rename } from "node:fs/promises";
import path from "node:path";
import pg from "pg";

/** Passwords of one database server, made at its first start and readable by its owner only. */
export type PostgresPasswords = { superuser: string; owner: string; app: string };

export const ownerRole = "fairlead_owner";
export const appRole = "fairlead_app";
export const mainDatabase = "fairlead";

/** Beside the cluster, in the same folder. */
export const passwordsFile = "postgres-passwords.json";

/** Reads the passwords kept beside the data; null when there are none yet. */
export async function readPasswords(dataDir: string): Promise<PostgresPasswords | null> {
  const text = await readFile(path.join(dataDir, passwordsFile), "utf8").catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return null;
      throw error;
    },
  );
  return text === null ? null : (JSON.parse(text) as PostgresPasswords);
}

/** Makes and stores new passwords; on disk before the first database file that depends on them. */
export async function makePasswords(dataDir: string): Promise<PostgresPasswords> {
  const secret = () => randomBytes(24).toString("base64url");
  const passwords = { superuser: secret(), owner: secret(), app: secret() };
  const target = path.join(dataDir, passwordsFile);
  const file = await open(`${target}.new`, "w", 0o600);
  await file.writeFile(JSON.stringify(passwords));
  await file.sync();
  await file.close();
  await rename(`${target}.new`, target);
  return passwords;
}

/** Runs `work` with one connection that is always closed afterwards. */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on("error", () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => {});
  }
}

const quoteLiteral = (value: string) => pg.escapeLiteral(value);
const quoteName = (name: string) => pg.escapeIdentifier(name);

/** Makes the two roles and the main database where they are missing; safe to repeat after a crash. */
export async function ensureAccounts(superuserUrl: string, passwords: PostgresPasswords): Promise<void> {
  await withClient(superuserUrl, async (client) => {
    for (const [role, password] of [
      [ownerRole, passwords.owner],
      [appRole, passwords.app],
    ] as const) {
      const known = await client.query("select 1 from pg_roles where rolname = $1", [role]);
      const verb = known.rowCount ? "alter" : "create";
      await client.query(
        `${verb} role ${quoteName(role)} login nosuperuser nobypassrls nocreaterole nocreatedb noreplication password ${quoteLiteral(password)}`,
      );
    }
    const database = await client.query("select 1 from pg_database where datname = $1", [mainDatabase]);
    if (!database.rowCount) await createDatabase(superuserUrl, mainDatabase);
  });
}

/** Creates a database owned by the owner role, empty or as a copy of `template`. */
export async function createDatabase(
  superuserUrl: string,
  name: string,
  options: { template?: string } = {},
): Promise<void> {
  await withClient(superuserUrl, async (client) => {
    const template = quoteName(options.template ?? "template0");
    await client.query(
      `create database ${quoteName(name)} owner ${quoteName(ownerRole)} template ${template}`,
    );
    await client.query(`revoke all on database ${quoteName(name)} from public`);
    await client.query(`grant connect on database ${quoteName(name)} to ${quoteName(appRole)}`);
  });
}

/** Drops a database and cuts whoever is still connected to it. */
export async function dropDatabase(superuserUrl: string, name: string): Promise<void> {
  await withClient(superuserUrl, (client) =>
    client.query(`drop database if exists ${quoteName(name)} with (force)`),
  );
}
