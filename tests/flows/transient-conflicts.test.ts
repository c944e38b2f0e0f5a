import { beforeAll, expect, it } from "vitest";
import { type Db, inShop } from "../../app/db.server";
import { prepareQueues } from "../support/run-jobs";
import { installedShop, open } from "../support/shops";

beforeAll(prepareQueues);

/*
 * Two transactions that need each other's rows. The database ends one of them; the app runs that one again, and both
 * come through. More than three times it does not try.
 */

const lock = (db: Db, shop: string, subject: string) =>
  db.staffMember.updateMany({ where: { shopId: shop, subject }, data: { lastSeenAt: new Date() } });

/** Two who meet once each holds its first row; whoever comes again does not wait for the other. */
function meeting(): () => Promise<void> {
  let [come, meet] = [0, () => {}];
  const met = new Promise<void>((resolve) => {
    meet = resolve;
  });
  return () => {
    come += 1;
    if (come === 2) meet();
    return met;
  };
}

it("two jobs that take the same rows in opposite order both come through, one of them at its second try", async () => {
  const shop = await installedShop();
  await open(shop, "2");
  const meet = meeting();
  let tries = 0;
  const job = (first: string, second: string, locale: string) =>
    inShop(shop, async (db) => {
      tries += 1;
      await lock(db, shop, first);
      await meet();
      await lock(db, shop, second);
      await db.staffMember.updateMany({ where: { shopId: shop, subject: first }, data: { locale } });
    });
  await Promise.all([job("1", "2", "de"), job("2", "1", "es")]);
  expect(tries).toBe(3);
  const staff = await inShop(shop, (db) =>
    db.staffMember.findMany({ where: { shopId: shop }, orderBy: { subject: "asc" } }),
  );
  expect(staff.map(({ locale }) => locale)).toEqual(["de", "es"]);
});

it.each(["40001", "40P01"])(
  "error %s is tried three times in all, and no other error twice",
  async (code) => {
    const shop = await installedShop();
    const failing = async (errcode: string) => {
      let tries = 0;
      const work = inShop(shop, async (db) => {
        tries += 1;
        await db.$executeRawUnsafe(
          `DO $$ BEGIN RAISE EXCEPTION 'conflict' USING ERRCODE = '${errcode}'; END $$`,
        );
      });
      await expect(work).rejects.toThrow();
      return tries;
    };
    expect(await failing(code)).toBe(3);
    expect(await failing("22012")).toBe(1);
  },
);
