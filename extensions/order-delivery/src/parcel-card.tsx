import type { Parcel } from "./ask-fairlead";
import { foreignText } from "./foreign-text";

const stateWords: Readonly<Record<Parcel["state"], string>> = {
  sent: "state.sent",
  announced: "state.announced",
  "in-transit": "state.inTransit",
  "out-for-delivery": "state.outForDelivery",
  "ready-for-pickup": "state.readyForPickup",
  "delivery-attempted": "state.deliveryAttempted",
  delayed: "state.delayed",
  delivered: "state.delivered",
  failed: "state.failed",
  cancelled: "state.cancelled",
  "not-sent": "state.notSent",
};

const tones: Readonly<Partial<Record<Parcel["state"], "success" | "warning" | "critical" | "info">>> = {
  "in-transit": "info",
  "out-for-delivery": "info",
  "delivery-attempted": "warning",
  delayed: "warning",
  delivered: "success",
  failed: "critical",
  "not-sent": "critical",
};

const over: readonly Parcel["state"][] = ["delivered", "failed", "cancelled", "not-sent"];

/** The word for where a parcel is; a newer app may know states this extension does not. */
export function stateWord(state: Parcel["state"]): string {
  return shopify.i18n.translate(stateWords[state] ?? "state.sent");
}

const day: Intl.DateTimeFormatOptions = { year: "numeric", month: "short", day: "numeric" };
const minute: Intl.DateTimeFormatOptions = {
  ...day,
  hour: "numeric",
  minute: "2-digit",
  timeZoneName: "short",
};

/** An instant in the shop's zone; in the browser's own where it does not know that zone. */
function written(instant: string, timeZone: string, format: Intl.DateTimeFormatOptions): string {
  const date = new Date(instant);
  try {
    return shopify.i18n.formatDate(date, { ...format, timeZone });
  } catch {
    return shopify.i18n.formatDate(date, format);
  }
}

const verdictWords = {
  early: "verdict.early",
  "on-time": "verdict.onTime",
  late: "verdict.late",
} as const;

/** Sentences for what can be wrong; one a newer app knows beyond these is left to its own page. */
const troubleWords: Readonly<Record<string, string>> = {
  missing: "trouble.missing",
  damaged: "trouble.damaged",
  failed: "trouble.failed",
  returning: "trouble.returning",
  "on-hold": "trouble.onHold",
  overdue: "trouble.overdue",
  "attempt-failed-again": "trouble.attemptFailedAgain",
  "attempt-failed": "trouble.attemptFailed",
  "pickup-waiting": "trouble.pickupWaiting",
  "predicted-late": "trouble.predictedLate",
  silent: "trouble.silent",
  "no-scan": "trouble.noScan",
};

/** What was promised, how it was kept, and what is wrong now. */
function PromiseKept({ parcel }: { parcel: Parcel }) {
  const { translate } = shopify.i18n;
  const { promisedBy, verdict, trouble } = parcel;
  const wrong = trouble === null ? undefined : troubleWords[trouble];
  return (
    <>
      {promisedBy && (
        <s-stack direction="inline" gap="small-300" alignItems="center">
          <s-text>{translate("parcel.promised", { date: written(promisedBy, "UTC", day) })}</s-text>
          {verdict && (
            <s-badge tone={verdict === "late" ? "warning" : "success"}>
              {translate(verdictWords[verdict])}
            </s-badge>
          )}
        </s-stack>
      )}
      {wrong && <s-text type="strong">{translate(wrong)}</s-text>}
    </>
  );
}

/** One parcel: where it is, who carries it under which number, what was promised and what was last heard of it. */
export function ParcelCard({ parcel, timeZone }: { parcel: Parcel; timeZone: string }) {
  const { translate } = shopify.i18n;
  const { state, carrier, expectedAt } = parcel;
  return (
    <s-stack gap="small-300" accessibilityRole="list-item">
      <s-stack direction="inline" gap="small-300" alignItems="center">
        <s-badge tone={tones[state] ?? "neutral"}>{stateWord(state)}</s-badge>
        <s-text type="strong">{carrier ? foreignText(carrier) : translate("parcel.noCarrier")}</s-text>
      </s-stack>
      <PromiseKept parcel={parcel} />
      <TrackingNumber parcel={parcel} />
      <LatestNews parcel={parcel} timeZone={timeZone} />
      {expectedAt && !over.includes(state) && (
        <s-text>{translate("parcel.expected", { date: written(expectedAt, timeZone, day) })}</s-text>
      )}
    </s-stack>
  );
}

function TrackingNumber({ parcel }: { parcel: Parcel }) {
  const { trackingNumber: number, trackingLink: link } = parcel;
  if (!link) {
    const text = number ? foreignText(number) : shopify.i18n.translate("parcel.noNumber");
    return <s-text color={number ? "base" : "subdued"}>{text}</s-text>;
  }
  // The address comes from outside: its host is shown, so that nobody is led to a place that only looks right.
  return (
    <s-stack direction="inline" gap="small-300">
      <s-link href={link.url} target="_blank">
        {foreignText(number ?? link.host)}
      </s-link>
      {number && <s-text color="subdued">{foreignText(link.host)}</s-text>}
    </s-stack>
  );
}

function LatestNews({ parcel, timeZone }: { parcel: Parcel; timeZone: string }) {
  const { translate } = shopify.i18n;
  const { latestEvent: event, sentAt } = parcel;
  if (!event) {
    return (
      <>
        <s-text>{translate("parcel.noNews")}</s-text>
        <s-text color="subdued">
          {translate("parcel.sent", { date: written(sentAt, timeZone, minute) })}
        </s-text>
      </>
    );
  }
  const place = [event.city, event.province, event.country].filter((part) => part !== null);
  return (
    <>
      {event.message && <s-text>{foreignText(event.message)}</s-text>}
      {place.length > 0 && <s-text>{place.map(foreignText).join(", ")}</s-text>}
      <s-text color="subdued">{written(event.at, timeZone, minute)}</s-text>
    </>
  );
}
