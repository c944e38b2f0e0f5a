/** How a shop stands with us. All times are instants; `authorizedAt` and `uninstalledAt` are by the platform's clock. */
export type ShopLife = {
  state: "installed" | "uninstalled" | "redacted";
  /** Latest issue time of a verified id token: the platform mints them only for installed apps. */
  authorizedAt: Date;
  uninstalledAt: Date | null;
};

/** What work in the background relies on: the install it is for, and whether the shop's keys are there. */
export type Standing = { state: ShopLife["state"]; epoch: number; keyed: boolean };

/**
 * Whether work begun in one standing may still write in another. `alsoWhenUninstalled`: it is meant for shops without the
 * app, too; even then not once their keys are destroyed, which is where erasing begins.
 */
export function mayGoOn(
  begun: Pick<Standing, "epoch" | "keyed">,
  now: Standing | null,
  { alsoWhenUninstalled }: { alsoWhenUninstalled: boolean },
): boolean {
  if (now?.epoch !== begun.epoch) return false;
  return (now.keyed || !begun.keyed) && (now.state === "installed" || alsoWhenUninstalled);
}

/**
 * What opening the app with an id token issued at `issuedAt` means.
 * `stale`: the token is older than the uninstall we know of, so it proves nothing.
 */
export function readOpening(
  life: ShopLife | null,
  issuedAt: Date,
): "install" | "reinstall" | "seen" | "stale" {
  if (!life) return "install";
  if (life.state === "installed") return "seen";
  return life.uninstalledAt && issuedAt <= life.uninstalledAt ? "stale" : "reinstall";
}

/**
 * What an uninstall triggered at `triggeredAt` means. Deliveries come late and out of order: an id token issued
 * after the trigger proves that the app was installed again since.
 */
export function readUninstall(life: ShopLife | null, triggeredAt: Date): "uninstall" | "stale" | "known" {
  if (life?.state !== "installed") return "known";
  return life.authorizedAt > triggeredAt ? "stale" : "uninstall";
}

/**
 * What a demand to erase a shop covers. It belongs to the last uninstall before it: after a reinstall it may
 * only take what is older than that uninstall, and without any uninstall it takes nothing.
 */
export function redactionReach(life: ShopLife | null): { all: true } | { before: Date } | "nothing" {
  if (!life || life.state === "redacted") return "nothing";
  if (life.state === "uninstalled") return { all: true };
  return life.uninstalledAt ? { before: life.uninstalledAt } : "nothing";
}
