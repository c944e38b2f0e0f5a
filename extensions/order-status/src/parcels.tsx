import { isolated, PromiseDates, type Promised, writtenMoment } from "../../buyer-block/src/given";
import type { Words } from "../../buyer-block/src/host";
import type { Parcel, Step } from "./answer";

const stateWords: Readonly<Record<string, string>> = {
  sent: "state.sent",
  "label-created": "state.labelCreated",
  "picked-up": "state.pickedUp",
  "in-transit": "state.inTransit",
  delayed: "state.delayed",
  "on-hold": "state.onHold",
  "out-for-delivery": "state.outForDelivery",
  "attempt-failed": "state.attemptFailed",
  "ready-for-pickup": "state.readyForPickup",
  delivered: "state.delivered",
  returning: "state.returning",
  failed: "state.failed",
  cancelled: "state.cancelled",
  "not-sent": "state.notSent",
};

/** A newer app may know states this block does not. */
const wordOf = (state: string, words: Words) => words.translate(stateWords[state] ?? "state.sent");

type ParcelsProps = { parcels: Parcel[]; promise: Promised; locale: string; words: Words };

/** Where each parcel is, when it was promised, and every step of its way. */
export function Parcels({ parcels, promise, locale, words }: ParcelsProps) {
  if (parcels.length === 0) {
    return (
      <s-stack gap="small-300">
        <PromiseDates promise={promise} words={words} />
        <s-text color="subdued">{words.translate("notSentYet")}</s-text>
      </s-stack>
    );
  }
  return (
    <s-stack gap="base">
      {parcels.map((parcel) => (
        <ParcelLines key={parcel.id} {...{ parcel, locale, words }} />
      ))}
    </s-stack>
  );
}

type LinesProps = { parcel: Parcel; locale: string; words: Words };

function ParcelLines({ parcel, locale, words }: LinesProps) {
  const { promisedFrom: from, promisedBy: by } = parcel;
  return (
    <s-stack gap="small-300">
      <s-text type="strong">{wordOf(parcel.state, words)}</s-text>
      {parcel.carrier && (
        <s-text>{words.translate("carriedBy", { provider: isolated(parcel.carrier) })}</s-text>
      )}
      {!parcel.deliveredAt && <PromiseDates promise={from && by ? { from, by } : null} words={words} />}
      <s-stack gap="small-300" accessibilityRole="ordered-list">
        {parcel.timeline
          .slice()
          .reverse()
          .map((step) => (
            <StepLine key={`${step.at} ${step.state}`} {...{ step, locale, words }} />
          ))}
      </s-stack>
    </s-stack>
  );
}

/** A country alone comes as its code and is written out; any other place is the carrier's own text. */
function placeName(place: string, locale: string): string {
  if (!/^[A-Z]{2}$/.test(place)) return place;
  return new Intl.DisplayNames(locale, { type: "region", fallback: "code" }).of(place) ?? place;
}

function StepLine({ step, locale, words }: { step: Step; locale: string; words: Words }) {
  const word = wordOf(step.state, words);
  const values = { step: word, moment: writtenMoment(words, step.at) };
  return (
    <s-stack accessibilityRole="list-item">
      <s-text>
        {step.place
          ? words.translate("stepAt", { ...values, place: isolated(placeName(step.place, locale)) })
          : words.translate("step", values)}
      </s-text>
    </s-stack>
  );
}
