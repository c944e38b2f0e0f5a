import type { BuyerSurvey } from "../../../app/surveys/schemas";
import type { Promised, Support } from "../../buyer-block/src/given";

export type Step = { at: string; state: string; place: string | null; message: string | null };

export type Parcel = {
  id: string;
  carrier: string | null;
  state: string;
  promisedFrom: string | null;
  promisedBy: string | null;
  deliveredAt: string | null;
  timeline: Step[];
};

/** What Fairlead answers about an order. */
export type Known = {
  parcels: Parcel[];
  promise: Promised;
  survey: BuyerSurvey | null;
  askArrived: boolean;
  ticket: { state: string; repliedAt: string | null } | null;
  support: Support;
};
