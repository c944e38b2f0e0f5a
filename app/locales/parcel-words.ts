import type { ParcelState } from "../parcels/core/parcel-state";
import type { Verdict } from "../parcels/core/promise";
import type { TroubleKind, Turn } from "../parcels/core/trouble";

/** Words for a parcel, said on its own pages and beside tickets. */
export const parcelStateWords = {
  sent: "parcels.state.sent",
  "label-created": "parcels.state.labelCreated",
  "picked-up": "parcels.state.pickedUp",
  "in-transit": "parcels.state.inTransit",
  delayed: "parcels.state.delayed",
  "on-hold": "parcels.state.onHold",
  "out-for-delivery": "parcels.state.outForDelivery",
  "attempt-failed": "parcels.state.attemptFailed",
  "ready-for-pickup": "parcels.state.readyForPickup",
  delivered: "parcels.state.delivered",
  returning: "parcels.state.returning",
  failed: "parcels.state.failed",
  cancelled: "parcels.state.cancelled",
  "not-sent": "parcels.state.notSent",
  unknown: "parcels.state.unknown",
} as const satisfies Record<ParcelState, string>;

export const verdictWords = {
  early: "parcels.verdict.early",
  "on-time": "parcels.verdict.onTime",
  late: "parcels.verdict.late",
} as const satisfies Record<Verdict, string>;

export const turnWords = {
  shop: "parcels.turn.shop",
  carrier: "parcels.turn.carrier",
  buyer: "parcels.turn.buyer",
} as const satisfies Record<Turn, string>;

/** One sentence for what is wrong, and one for what to do. */
export const troubleWords = {
  missing: ["parcels.trouble.missing", "parcels.step.missing"],
  damaged: ["parcels.trouble.damaged", "parcels.step.damaged"],
  failed: ["parcels.trouble.failed", "parcels.step.failed"],
  returning: ["parcels.trouble.returning", "parcels.step.returning"],
  "on-hold": ["parcels.trouble.onHold", "parcels.step.onHold"],
  overdue: ["parcels.trouble.overdue", "parcels.step.overdue"],
  "attempt-failed-again": ["parcels.trouble.attemptFailedAgain", "parcels.step.attemptFailedAgain"],
  "attempt-failed": ["parcels.trouble.attemptFailed", "parcels.step.attemptFailed"],
  "pickup-waiting": ["parcels.trouble.pickupWaiting", "parcels.step.pickupWaiting"],
  "predicted-late": ["parcels.trouble.predictedLate", "parcels.step.predictedLate"],
  silent: ["parcels.trouble.silent", "parcels.step.silent"],
  "no-scan": ["parcels.trouble.noScan", "parcels.step.noScan"],
} as const satisfies Record<TroubleKind, readonly [string, string]>;
