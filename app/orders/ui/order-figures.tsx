import { useTranslation } from "react-i18next";
import { Figure, Figures } from "~/ui/figures";
import type { Format } from "~/ui/format";
import { Moment } from "~/ui/moment";
import type { StoreView } from "../queries.server";

/** How many orders arrived, and when the last one did. */
export function OrderFigures({ view, format }: { view: StoreView; format: Format }) {
  const { t } = useTranslation();
  const { today, last7Days, total, lastPlacedAt } = view.orders;
  return (
    <Figures>
      <Figure label={t("orders.today")} value={format.count(today)} />
      <Figure label={t("orders.last7Days")} value={format.count(last7Days)} />
      <Figure label={t("orders.total")} value={format.count(total)} />
      <Figure
        words
        label={t("orders.last")}
        value={lastPlacedAt ? format.ago(lastPlacedAt, view.generatedAt) : t("orders.never")}
        note={lastPlacedAt ? <Moment instant={lastPlacedAt} format={format} /> : null}
      />
    </Figures>
  );
}
