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

/** Where each parcel is, when it was promised, and every step of its way. */
export function Parcels({ parcels, promise, words }: { parcels: Parcel[]; promise: Promised; words: Words }) {
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
        <ParcelLines key={parcel.id} parcel={parcel} words={words} />
      ))}
    </s-stack>
  );
}

function ParcelLines({ parcel, words }: { parcel: Parcel; words: Words }) {
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
            <StepLine key={`${step.at} ${step.state}`} step={step} words={words} />
          ))}
      </s-stack>
    </s-stack>
  );
}

function StepLine({ step, words }: { step: Step; words: Words }) {
  const word = wordOf(step.state, words);
  const values = { step: word, moment: writtenMoment(words, step.at) };
  return (
    <s-stack accessibilityRole="list-item">
      <s-text>
        {step.place
          ? words.translate("stepAt", { ...values, place: isolated(step.place) })
          : words.translate("step", values)}
      </s-text>
    </s-stack>
  );
}
