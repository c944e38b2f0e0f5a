import { type Db, inShop } from "../db.server";
import { mayGoOn, type Standing } from "./core/lifecycle";
import { forgetVault } from "./keys.server";
import { holdStanding } from "./store.server";

/** The install some work began in. `stands` holds erasing off until the transaction it is asked in ends. */
export type InstallFence = {
  stands(db: Db): Promise<boolean>;
  /** As `inShop`; fails, and does nothing, once the install is gone. */
  transact<T>(work: (db: Db) => Promise<T>): Promise<T>;
};

/** Keeps work to the install it `begun` in: the app may be removed, erased and installed anew before it ends. */
export function fenceInstall(
  shop: string,
  begun: Pick<Standing, "epoch" | "keyed">,
  options: { alsoWhenUninstalled: boolean },
): InstallFence {
  const stands = async (db: Db) => mayGoOn(begun, await holdStanding(db, shop), options);
  return {
    stands,
    transact: (work) =>
      inShop(shop, async (db) => {
        if (await stands(db)) return work(db);
        // Another process may have destroyed keys that this one remembers: the next try must not begin with them.
        forgetVault(shop);
        throw new Error("the shop has been removed, erased or installed anew since this work began");
      }),
  };
}
