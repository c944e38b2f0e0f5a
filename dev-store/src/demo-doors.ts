import type { Platform } from "./platform.ts";

/**
 * What only the demo around the dev store knows: the address of a forwarder's invitation, and one that lets a
 * document lapse when something is posted to it. A platform knows of neither.
 */
export const doorNames = ["forwarder", "lapse"] as const;
export type DoorName = (typeof doorNames)[number];

export function findDoor({ db }: Platform, name: DoorName): string | null {
  const row = db.prepare("select url from door where name = ?").get(name);
  return row ? String(row.url) : null;
}

/** Null forgets it. */
export function saveDoor({ db }: Platform, name: DoorName, url: string | null): void {
  db.prepare("delete from door where name = ?").run(name);
  if (url !== null) db.prepare("insert into door (name, url) values (?, ?)").run(name, url);
}
