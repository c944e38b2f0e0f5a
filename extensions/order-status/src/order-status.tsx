import { render } from "preact";
import { useCallback, useEffect, useMemo, useState } from "preact/hooks";
import { SupportLines, writtenMoment } from "../../buyer-block/src/given";
import { inEditor, postTo } from "../../buyer-block/src/host";
import { Statements } from "../../buyer-block/src/statements";
import type { Known } from "./answer";
import { Arrived } from "./arrived";
import { Parcels } from "./parcels";
import { Report } from "./report";

export default async function block(): Promise<void> {
  render(<OrderStatus />, document.body);
}

/** Where is it, and was it as I expected? */
function OrderStatus() {
  const { i18n, storage, localization } = shopify;
  const orderId = shopify.order.value?.id;
  const locale = localization.language.value.isoCode;
  const [known, setKnown] = useState<Known | null>(null);
  const [lost, setLost] = useState(false);
  const post = useMemo(() => postTo(process.env.APP_URL ?? "", () => shopify.sessionToken.get()), []);
  const ask = useCallback(() => {
    if (!orderId) return;
    const preview = inEditor(shopify.extension);
    void post("/buyer/order-status", { orderId, locale, ...(preview && { preview }) }).then((reply) => {
      setLost(reply?.status !== 200);
      if (reply?.status === 200) setKnown(reply.body as Known);
    });
  }, [post, orderId, locale]);
  useEffect(ask, [ask]);
  if (!orderId) return null;
  if (!known) return lost ? <OutOfReach ask={ask} /> : null;
  const shared = { orderId, locale, post, words: i18n };
  return (
    <s-section heading={i18n.translate("heading")}>
      <s-stack gap="large">
        <Parcels parcels={known.parcels} promise={known.promise} locale={locale} words={i18n} />
        {known.askArrived && <Arrived {...shared} said={ask} />}
        {known.survey && (
          <Statements {...shared} survey={known.survey} keep={storage} support={known.support} />
        )}
        {known.ticket && <TicketLine ticket={known.ticket} />}
        <SupportLines support={known.support} words={i18n} />
        <Report {...shared} support={known.support} />
      </s-stack>
    </s-section>
  );
}

function TicketLine({ ticket }: { ticket: NonNullable<Known["ticket"]> }) {
  const { i18n } = shopify;
  const { repliedAt } = ticket;
  return (
    <s-text>
      {repliedAt
        ? i18n.translate("ticket.replied", { moment: writtenMoment(i18n, repliedAt) })
        : i18n.translate("ticket.received")}
    </s-text>
  );
}

function OutOfReach({ ask }: { ask: () => void }) {
  const { translate } = shopify.i18n;
  return (
    <s-section heading={translate("heading")}>
      <s-stack gap="small-300">
        <s-text>{translate("tryAgain")}</s-text>
        <s-button onClick={ask}>{translate("again")}</s-button>
      </s-stack>
    </s-section>
  );
}
