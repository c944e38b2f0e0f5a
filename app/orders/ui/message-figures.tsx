import { useTranslation } from "react-i18next";
import { Figure, Figures } from "~/ui/figures";
import type { Format } from "~/ui/format";
import type { StoreView } from "../queries.server";

function useDelayWords(milliseconds: number | null, format: Format): string {
  const { t } = useTranslation();
  if (milliseconds === null) return t("messages.delayUnknown");
  if (milliseconds < 1000) return t("messages.delayInstant");
  return t("messages.delayAbout", { span: format.span(milliseconds) });
}

/** When the app last looked for itself, and whether that showed something no message had told of. */
function ComparisonFigure({ view, format }: { view: StoreView; format: Format }) {
  const { t } = useTranslation();
  const { generatedAt, comparison } = view;
  const { at, repaired, lastRepairedAt } = comparison;
  const found = lastRepairedAt
    ? t("messages.repaired", { count: repaired, ago: format.ago(lastRepairedAt, generatedAt) })
    : t("messages.repairedNone");
  return (
    <Figure
      words
      label={t("messages.compared")}
      value={at ? format.ago(at, generatedAt) : t("messages.comparedNever")}
      note={at ? found : null}
    />
  );
}

/** Whether the store's messages come in and are read. */
export function MessageFigures({ view, format }: { view: StoreView; format: Format }) {
  const { t } = useTranslation();
  const { deliveries, generatedAt } = view;
  const { lastReceivedAt, oldestWaitingAt, waiting, parked, ignored24h } = deliveries;
  const delay = useDelayWords(deliveries.medianDelayMs, format);
  const waited = oldestWaitingAt ? Date.parse(generatedAt) - Date.parse(oldestWaitingAt) : 0;
  return (
    <Figures five>
      <Figure
        label={t("messages.received")}
        value={format.count(deliveries.receivedLastHour)}
        note={
          lastReceivedAt
            ? t("messages.last", { ago: format.ago(lastReceivedAt, generatedAt) })
            : t("messages.lastNever")
        }
      />
      <Figure
        label={t("messages.waiting")}
        value={format.count(waiting)}
        note={
          waiting > 0 ? t("messages.waitingSince", { span: format.span(waited) }) : t("messages.waitingNone")
        }
      />
      <Figure
        label={t("messages.applied")}
        value={format.count(deliveries.applied24h)}
        note={ignored24h > 0 ? t("messages.ignored", { count: ignored24h }) : null}
      />
      <Figure
        label={t("messages.parked")}
        value={format.count(parked)}
        note={parked > 0 ? t("messages.parkedSome") : t("messages.parkedNone")}
      />
      <Figure words label={t("messages.delay")} value={delay} />
      <ComparisonFigure view={view} format={format} />
    </Figures>
  );
}
