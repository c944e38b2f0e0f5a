import { render } from "preact";
import { useCallback, useEffect, useState } from "preact/hooks";
import { type Answer, askFairlead } from "./ask-fairlead";
import { ParcelCard, stateWord } from "./parcel-card";

export default async function block(): Promise<void> {
  render(<OrderDelivery />, document.body);
}

/** Beside an order in the admin: where its parcels are, what was promised, and whether its buyer waits for an answer. */
function OrderDelivery() {
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [asking, setAsking] = useState(true);
  const ask = useCallback(() => {
    setAsking(true);
    void askFairlead(shopify.data.selected[0]?.id).then((heard) => {
      setAnswer(heard);
      setAsking(false);
    });
  }, []);
  useEffect(ask, [ask]);
  return (
    <s-admin-block heading={shopify.i18n.translate("heading")} collapsedSummary={summaryOf(answer)}>
      <s-stack gap="base">
        <Told answer={answer} asking={asking} ask={ask} />
        <WayIn answer={answer} />
      </s-stack>
    </s-admin-block>
  );
}

/** The ticket about this order, and the page of the app that shows the rest. */
function WayIn({ answer }: { answer: Answer | null }) {
  const { translate } = shopify.i18n;
  const delivery = answer?.kind === "known" ? answer.delivery : null;
  const ticket = delivery?.ticket ?? null;
  const [only, ...others] = delivery?.parcels ?? [];
  const parcels = only && (others.length === 0 ? `/parcels/${only.id}` : "/parcels");
  return (
    <>
      {ticket && (
        <s-link href={`app:app/tickets/${ticket.id}`}>{translate(ticketWords[ticket.standing])}</s-link>
      )}
      <s-link href={`app:app${parcels ?? ""}`}>{translate("openApp")}</s-link>
    </>
  );
}

const ticketWords = {
  waiting: "ticket.waiting",
  answered: "ticket.answered",
  over: "ticket.over",
} as const;

const withoutAnswer = {
  unknown: "unknown.summary",
  "not-allowed": "notAllowed.summary",
  "signed-out": "signedOut.summary",
  "out-of-reach": "outOfReach.summary",
} as const;

/** What stands beside the heading of the folded block; the admin cuts it after 30 characters. */
function summaryOf(answer: Answer | null): string {
  const { translate } = shopify.i18n;
  if (!answer) return translate("loading.summary");
  if (answer.kind !== "known") return translate(withoutAnswer[answer.kind]);
  const { parcels } = answer.delivery;
  const [only] = parcels;
  if (!only) return translate("nothing.summary");
  return parcels.length === 1 ? stateWord(only.state) : translate("parcels", { count: parcels.length });
}

type Asking = { answer: Answer | null; asking: boolean; ask: () => void };

function Told({ answer, asking, ask }: Asking) {
  const { translate } = shopify.i18n;
  switch (answer?.kind) {
    case undefined:
      return (
        <s-stack direction="inline" gap="small-300" alignItems="center">
          <s-spinner accessibilityLabel={translate("loading.text")} />
          <s-text accessibilityVisibility="hidden">{translate("loading.text")}</s-text>
        </s-stack>
      );
    case "known":
      return <Delivery delivery={answer.delivery} />;
    case "unknown":
      return (
        <>
          <s-text>{translate("unknown.text")}</s-text>
          <Retry asking={asking} ask={ask} />
        </>
      );
    case "not-allowed":
      return (
        <s-banner tone="info" heading={translate("notAllowed.heading")}>
          {translate("notAllowed.text")}
        </s-banner>
      );
    case "signed-out":
      return (
        <s-banner tone="warning" heading={translate("signedOut.heading")}>
          {translate("signedOut.text")}
          <Retry slot="secondary-actions" asking={asking} ask={ask} />
        </s-banner>
      );
    case "out-of-reach":
      return (
        <s-banner tone="warning" heading={translate("outOfReach.heading")}>
          {translate("outOfReach.text")}
          <Retry slot="secondary-actions" asking={asking} ask={ask} />
        </s-banner>
      );
  }
}

/** Stays in place while it asks, so that whoever pressed it by keyboard is not thrown out of the block. */
function Retry({ slot, asking, ask }: Omit<Asking, "answer"> & { slot?: "secondary-actions" }) {
  return (
    <s-button {...(slot && { slot })} loading={asking} onClick={ask}>
      {shopify.i18n.translate("retry")}
    </s-button>
  );
}

function Delivery({ delivery }: { delivery: Extract<Answer, { kind: "known" }>["delivery"] }) {
  const { translate } = shopify.i18n;
  const { parcels, timezone, cancelled, personErased } = delivery;
  if (parcels.length === 0) {
    return <s-text>{translate(cancelled ? "nothing.cancelled" : "nothing.text")}</s-text>;
  }
  return (
    <>
      <s-stack gap="large" accessibilityRole="unordered-list">
        {parcels.map((parcel) => (
          <ParcelCard key={parcel.id} parcel={parcel} timeZone={timezone} />
        ))}
      </s-stack>
      {personErased && <s-text color="subdued">{translate("erased")}</s-text>}
    </>
  );
}
