import { Badge, InlineStack } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { parcelStateWords, verdictWords } from "~/locales/parcel-words";
import type { ParcelRow } from "../page-queries.server";

/** Where a parcel is; a state nobody knows says its own text. */
export function StateBadge({ parcel }: { parcel: Pick<ParcelRow, "state" | "statusText"> }) {
  const { t } = useTranslation();
  const { state, statusText } = parcel;
  return (
    <Badge tone={state === "delivered" ? "success" : undefined}>
      {state === "unknown" && statusText ? statusText : t(parcelStateWords[state])}
    </Badge>
  );
}

/** Early, on time or late, by the destination's calendar. */
export function VerdictBadge({ verdict }: { verdict: ParcelRow["verdict"] }) {
  const { t } = useTranslation();
  if (!verdict) return null;
  return <Badge tone={verdict === "late" ? "warning" : "success"}>{t(verdictWords[verdict])}</Badge>;
}

export function ParcelBadges({ parcel }: { parcel: ParcelRow }) {
  return (
    <InlineStack gap="100">
      <StateBadge parcel={parcel} />
      <VerdictBadge verdict={parcel.verdict} />
    </InlineStack>
  );
}
