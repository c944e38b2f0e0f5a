import { Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormat } from "~/ui/use-format";
import type { Offerability } from "../core/offerability";
import { offerWords } from "./words";

/** Whether buyers may be offered it. What is offered unvetted, or ended, is shown in red. */
export function OfferLine({ offer }: { offer: Offerability }) {
  const { t } = useTranslation();
  const format = useFormat("UTC");
  const red =
    offer.why === "unvetted-until" || offer.why === "unvetted-too-late" || offer.why === "gate-failed";
  return (
    <Text as="p" variant="bodySm" tone={red ? "critical" : "subdued"} fontWeight={red ? "medium" : "regular"}>
      {t(offerWords[offer.why], { day: offer.until ? format.day(offer.until) : "" })}
    </Text>
  );
}
