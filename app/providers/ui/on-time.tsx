import { Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormat } from "~/ui/use-format";
import type { Rating } from "../core/rating";

const at = (share: number) => `${(share * 100).toFixed(1)}%`;

/** The interval as a bar with the share marked in it; the words below say the same, so it is hidden from a reader. */
function IntervalBar({ rating }: { rating: Rating }) {
  const { low, high, share } = rating;
  return (
    <div className="fl-interval" aria-hidden="true">
      <span
        className={rating.provisional ? "fl-interval-range fl-interval-provisional" : "fl-interval-range"}
        style={{ insetInlineStart: at(low), width: at(high - low) }}
      />
      <span
        className="fl-interval-mark"
        style={{ insetInlineStart: `calc((100% - 3px) * ${share.toFixed(4)})` }}
      />
    </div>
  );
}

/** On-time share with how sure it is and from how many parcels. */
export function OnTime({ rating }: { rating: Rating | null }) {
  const { t } = useTranslation();
  const format = useFormat("UTC");
  if (!rating) {
    return (
      <Text as="p" tone="subdued" variant="bodySm">
        {t("providers.onTime.none")}
      </Text>
    );
  }
  const { share, low, high, n } = rating;
  const shares = { share: format.percent(share), low: format.percent(low), high: format.percent(high) };
  return (
    <div className="fl-on-time">
      <IntervalBar rating={rating} />
      <Text as="p" variant="bodySm">
        {t("providers.onTime.share", { ...shares, count: n })}
        {rating.provisional ? ` · ${t("providers.onTime.provisional")}` : ""}
      </Text>
    </div>
  );
}
