import { BlockStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Format } from "~/ui/format";
import { leastDeliveries } from "../core/forecast";
import type { ForecastView, ParcelView } from "../parcel-page-queries.server";

type ForecastProps = { view: ParcelView; format: Format };

/** One day, or two with the word between them. */
export function useDays(format: Format): (days: { from: string; by: string }) => string {
  const { t } = useTranslation();
  return ({ from, by }) =>
    from === by
      ? format.day(by)
      : t("parcels.forecast.range", { from: format.day(from), by: format.day(by) });
}

const noForecast = {
  few: "parcels.forecast.few",
  slowest: "parcels.forecast.slowest",
  quiet: "parcels.forecast.quiet",
} as const;

/** How the forecast stands to the promise, with what that rests on. */
function Sure({ forecast }: { forecast: ForecastView }) {
  const { t } = useTranslation();
  if (forecast.source === "none") return t(noForecast[forecast.because], { least: leastDeliveries });
  if (forecast.source === "carrier") {
    if (forecast.late === null) return t("parcels.forecast.byCarrier");
    return t(forecast.late ? "parcels.forecast.lateByCarrier" : "parcels.forecast.inTimeByCarrier");
  }
  const { late, of } = forecast;
  if (late === null) return null;
  const key = late * 2 >= of ? "parcels.forecast.lateByHistory" : "parcels.forecast.inTimeByHistory";
  return t(key, { late, count: of });
}

/** The promise beside what is expected now, and how sure that is. */
export function Forecast({ view, format }: ForecastProps) {
  const { t } = useTranslation();
  const daysOf = useDays(format);
  const { forecast, parcel } = view;
  if (!forecast) return null;
  const { promisedFrom: from, promisedBy: by } = parcel;
  const sure = <Sure forecast={forecast} />;
  return (
    <BlockStack gap="300">
      <dl className="fl-terms">
        <div>
          <dt>{t("parcels.forecast.promised")}</dt>
          <dd>{from && by ? daysOf({ from, by }) : t("parcels.noPromise")}</dd>
        </div>
        {forecast.source === "none" ? null : (
          <div>
            <dt>{t("parcels.forecast.expected")}</dt>
            <dd>{daysOf(forecast)}</dd>
          </div>
        )}
        <div>
          <dt>{t("parcels.forecast.sure")}</dt>
          <dd>{sure}</dd>
        </div>
      </dl>
      <details>
        <summary>{t("parcels.forecast.how")}</summary>
        <Text as="p" tone="subdued">
          {t("parcels.forecast.howBody")}
        </Text>
      </details>
    </BlockStack>
  );
}
