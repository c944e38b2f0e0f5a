import { carrierOf } from "../../providers/core/carrier-name";

/** One carrier to one country: what its parcels have done so far. */
export type Lane = {
  /** Parcels sent, and those of them the carrier has reported anything of. */
  sent: number;
  heard: number;
  /** Calendar days at the destination from sending to delivery, of the latest hundred, the newest last. */
  days: readonly number[];
};

/** Deliveries a lane remembers: enough for a 90 % range, few enough to follow a change within weeks. */
export const remembered = 100;
/** Parcels without any news after which a carrier counts as one that reports nothing. */
const quietAfter = 20;

/** What one parcel has added to its lane. */
export type LaneMark = { laneId: string | null; laneHeard: boolean; laneDays: number | null };

export const uncounted: LaneMark = { laneId: null, laneHeard: false, laneDays: null };

/** The lane of a carrier's parcels to a country (ISO 3166-1 alpha-2); null where either is not known. */
export function laneIdOf(carrier: string | null, country: string | null): string | null {
  const key = carrierOf(carrier)?.key;
  return key === undefined || country === null ? null : `${key} ${country}`;
}

/** Whether a carrier reports nothing on a lane, so that silence there means nothing. */
export function isQuiet(lane: Lane): boolean {
  return lane.heard === 0 && lane.sent >= quietAfter;
}

/** What a lane's counts gain or lose; `gone` and `come` are days that one parcel took. */
export type LaneChange = {
  laneId: string;
  sent: number;
  heard: number;
  gone: number | null;
  come: number | null;
};

/**
 * How the lanes' counts change when a parcel that had added `before` is to have added `after`, by lane in one order, so
 * that two who count at once never wait for each other.
 */
export function laneChanges(moves: readonly { before: LaneMark; after: LaneMark }[]): LaneChange[] {
  return moves
    .flatMap(({ before, after }): LaneChange[] => {
      if (before.laneId !== after.laneId)
        return [...changeOf(before, uncounted), ...changeOf(uncounted, after)];
      return changeOf(before, after);
    })
    .sort((a, b) => (a.laneId < b.laneId ? -1 : Number(a.laneId > b.laneId)));
}

/** Between two marks of one lane, or of one and none. */
function changeOf(before: LaneMark, after: LaneMark): LaneChange[] {
  const laneId = after.laneId ?? before.laneId;
  if (laneId === null) return [];
  const sameDays = before.laneDays === after.laneDays;
  const change: LaneChange = {
    laneId,
    sent: Number(after.laneId !== null) - Number(before.laneId !== null),
    heard: Number(after.laneHeard) - Number(before.laneHeard),
    gone: sameDays ? null : before.laneDays,
    come: sameDays ? null : after.laneDays,
  };
  return change.sent === 0 && change.heard === 0 && sameDays ? [] : [change];
}
