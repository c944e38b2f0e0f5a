import { z } from "zod";
import { type Job, job, usualQueue } from "./job";
import { sendJob } from "./queue.server";

/** Taken in one transaction. */
const most = 1_000;

/** Sends a shop's parked jobs to their own queues again. Taking one and sending it are one transaction. */
export const parkedJobs: readonly Job[] = [
  job({
    name: "jobs.run-parked",
    data: z.object({}),
    queue: { ...usualQueue, concurrency: "one-per-shop" },
    alsoWhenUninstalled: true,
    run: (ctx) =>
      ctx.transact(async (db) => {
        const taken = await db.$queryRaw<{ name: string; data: object }[]>`
          DELETE FROM pgboss.job WHERE name = 'parked' AND id = ANY(ARRAY(
            SELECT id FROM pgboss.job
            WHERE name = 'parked' AND state = 'created' AND data->>'shop' = ${ctx.shop.id}
              AND source_name = ANY(ARRAY(SELECT name FROM pgboss.queue))
            ORDER BY created_on, id LIMIT ${most} FOR UPDATE SKIP LOCKED))
          RETURNING source_name AS "name", data`;
        for (const { name, data } of taken) await sendJob(db, ctx.shop.id, name, data);
      }),
  }),
];
