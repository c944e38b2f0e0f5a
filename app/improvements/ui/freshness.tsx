import { Button } from "@shopify/polaris";
import { useTranslation } from "react-i18next";

type FreshnessProps = { time: string; lost: boolean; onRetry: () => void };

/** When the numbers were read, and what to do while no newer ones can be had. One line in both cases. */
export function Freshness({ time, lost, onRetry }: FreshnessProps) {
  const { t } = useTranslation();
  return (
    <div className={lost ? "fl-freshness fl-freshness-lost" : "fl-freshness"}>
      <span>{lost ? t("home.lost", { time }) : t("home.checked", { time })}</span>
      {lost ? (
        <Button size="micro" onClick={onRetry}>
          {t("home.retryNow")}
        </Button>
      ) : null}
    </div>
  );
}
