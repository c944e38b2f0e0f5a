import pg from "pg";
import type { Bench } from "./bench.ts";
import { percentiles, round } from "./load.ts";

const small = 10_000;
const large = 1_000_000;
const shop = "sunda-trading.myshopify.com";

/**
 * Server time of home's data with 10,000 and with 1,000,000 orders in the mirror: the cost must grow with the page,
 * not with the history. `ratioToFloor` is the second median over the first.
 */
export const screens: Bench = async (stack) => {
  const client = new pg.Client({ connectionString: stack.database.urlsOf("fairlead").superuserUrl });
  await client.connect();
  const fill = async (from: number, to: number) => {
    await client.query(
      `INSERT INTO "Order" ("shopId", "id", "name", "placedAt", "updatedAt", "currency", "totalMinor", "country", "heardTriggeredAt", "heardDigest", "mirroredAt")
       SELECT $1, (8000000000000 + n)::text, '#' || n, now() - n * interval '2 minutes' - interval '8 days', now(), 'USD', 4200, 'DE', now(), '', now()
       FROM generate_series($2::int, $3::int) n`,
      [shop, from, to],
    );
    await client.query(`ANALYZE "Order"`);
  };
  const measure = async () => {
    const took: number[] = [];
    for (let count = 0; count < 60; count++) {
      const { idToken } = await stack.control<{ idToken: string }>("id-token", { shop });
      const startedAt = performance.now();
      const answer = await fetch(`${stack.appUrl}/app?index&_data=routes%2Fapp._index`, {
        headers: {
          authorization: `Bearer ${idToken}`,
          "user-agent": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36",
        },
      });
      await answer.text();
      if (answer.status !== 200) throw new Error(`home answered ${answer.status}`);
      if (count >= 10) took.push(performance.now() - startedAt);
    }
    return percentiles(took);
  };
  await fill(1, small);
  const few = await measure();
  await fill(small + 1, large);
  const many = await measure();
  await client.end();
  return {
    ratioToFloor: round(many.p50Ms / few.p50Ms),
    ...many,
    p50MsAt10k: few.p50Ms,
    p95MsAt10k: few.p95Ms,
  };
};
