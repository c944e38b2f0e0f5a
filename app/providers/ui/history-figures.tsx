import { BlockStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { currencyDecimals } from "~/lib/money";
import { useFormat } from "~/ui/use-format";
import type { HistoryFile } from "../import-queries.server";

/** Carriers named here; a file with more of them has a column mapped that is none. */
const namesShown = 12;

function Said({ term, children }: { term: string; children: string }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** What a file says of the past: before it is imported what would come in, after that what did. */
export function HistoryFigures({ file }: { file: HistoryFile }) {
  const { t } = useTranslation();
  const format = useFormat("UTC");
  const { answer, state, map } = file;
  const done = state === "imported" || state === "importing";
  const days = answer.meanDelayDays;
  const mean = format.decimal(Math.abs(days ?? 0));
  const names = answer.providers.map(({ name }) => name);
  const modes = Object.entries(answer.byMode);
  const currency = map.columns.freight ? map.currency?.toUpperCase() : null;
  return (
    <BlockStack gap="400">
      <dl className="fl-terms">
        <Said term={t("history.figures.rows")}>{format.count(answer.rows)}</Said>
        <Said term={t(done ? "history.figures.imported" : "history.figures.wouldBe")}>
          {format.count(answer.imported)}
        </Said>
        <Said term={t("history.figures.unchanged")}>{format.count(answer.unchanged)}</Said>
        <Said term={t("history.figures.refusedRows")}>{format.count(answer.refusedRows)}</Said>
        <Said term={t("history.figures.onTime")}>
          {answer.onTimeShare === null
            ? t("history.figures.noneDelivered")
            : t("history.figures.share", {
                share: format.percent(answer.onTimeShare),
                onTime: format.count(answer.onTime),
                of: format.count(answer.delivered),
              })}
        </Said>
        {days === null ? null : (
          <Said term={t("history.figures.mean")}>
            {t(days <= 0 ? "history.figures.before" : "history.figures.after", { days: mean })}
          </Said>
        )}
        {currency ? (
          <Said term={t("history.figures.freight")}>
            {format.money({
              minor: Math.round(answer.freightSum * 10 ** currencyDecimals(currency)),
              currency,
            })}
          </Said>
        ) : null}
      </dl>
      {modes.length > 0 ? (
        <BlockStack gap="100">
          <Text as="h3" variant="headingSm">
            {t("history.figures.byMode")}
          </Text>
          <dl className="fl-terms">
            {modes.map(([mode, one]) => (
              <Said key={mode} term={mode}>
                {one.onTimeShare === null
                  ? t("history.figures.noneDelivered")
                  : t("history.figures.share", {
                      share: format.percent(one.onTimeShare),
                      onTime: format.count(one.onTime),
                      of: format.count(one.delivered),
                    })}
              </Said>
            ))}
          </dl>
        </BlockStack>
      ) : null}
      {names.length > 0 ? (
        <Text as="p" breakWord>
          {t("history.figures.providers", {
            count: names.length,
            names: names.slice(0, namesShown).join(" · "),
          })}
        </Text>
      ) : null}
      {answer.unplaced > 0 ? (
        <Text as="p">{t("history.figures.unplaced", { count: answer.unplaced })}</Text>
      ) : null}
    </BlockStack>
  );
}
