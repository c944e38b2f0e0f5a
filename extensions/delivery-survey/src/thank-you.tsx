import { render } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import type { BuyerSurvey } from "../../../app/surveys/schemas";
import {
  isolated,
  PromiseDates,
  type Promised,
  type Support,
  SupportLines,
} from "../../buyer-block/src/given";
import { inEditor, postTo } from "../../buyer-block/src/host";
import { Statements } from "../../buyer-block/src/statements";

export default async function block(): Promise<void> {
  render(<ThankYou />, document.body);
}

/** What Fairlead answers about an order that was just placed. */
type Known = {
  promise: Promised;
  provider: { name: string; evidence: Evidence | null } | null;
  duties: "buyer" | "merchant" | "unknown";
  support: Support;
  survey: BuyerSurvey | null;
};

/** How the provider did on the way to the buyer's country; `of` are its parcels of the last `days`. */
type Evidence = { onTime: number; of: number; country: string; days: number };

const duties = {
  buyer: "duties.buyer",
  merchant: "duties.merchant",
  unknown: "duties.unknown",
} as const;

/** Gives before it asks: the promise, who carries it, who pays duties, who answers. Then one statement, one tap. */
function ThankYou() {
  const { i18n, storage, orderConfirmation, localization } = shopify;
  const orderId = orderConfirmation.value?.order.id;
  const locale = localization.language.value.isoCode;
  const [known, setKnown] = useState<Known | null>(null);
  const post = useMemo(() => postTo(process.env.APP_URL ?? "", () => shopify.sessionToken.get()), []);
  useEffect(() => {
    if (!orderId) return;
    const checkoutToken = shopify.checkoutToken?.value;
    const preview = inEditor(shopify.extension);
    void post("/buyer/thank-you", {
      orderId,
      locale,
      ...(preview && { preview }),
      ...(checkoutToken && { checkoutToken }),
    }).then((reply) => {
      if (reply?.status === 200) setKnown(reply.body as Known);
    });
  }, [post, orderId, locale]);
  // Nobody misses what they do not know of: without an answer the page stays as it was.
  if (!known || !orderId) return null;
  return (
    <s-section heading={i18n.translate("heading")}>
      <s-stack gap="large">
        <Given known={known} />
        {known.survey && (
          <Statements {...{ orderId, locale, post }} survey={known.survey} keep={storage} words={i18n} />
        )}
      </s-stack>
    </s-section>
  );
}

function Given({ known }: { known: Known }) {
  const { i18n } = shopify;
  const { provider } = known;
  return (
    <s-stack gap="small-300">
      <PromiseDates promise={known.promise} words={i18n} />
      {provider && <s-text>{i18n.translate("carriedBy", { provider: isolated(provider.name) })}</s-text>}
      {provider?.evidence && <s-text color="subdued">{writtenEvidence(provider.evidence)}</s-text>}
      <s-text>{i18n.translate(duties[known.duties] ?? duties.unknown)}</s-text>
      <SupportLines support={known.support} words={i18n} />
    </s-stack>
  );
}

/** In words, with the country's name in the buyer's language. */
function writtenEvidence({ onTime, of, country, days }: Evidence): string {
  const { i18n, localization } = shopify;
  const names = new Intl.DisplayNames(localization.language.value.isoCode, { type: "region" });
  const [all, good, length] = [of, onTime, days].map((value) => i18n.formatNumber(value));
  return i18n.translate("evidence", {
    country: names.of(country) ?? country,
    ...{ onTime: good ?? "", of: all ?? "", days: length ?? "" },
  });
}
