import { BlockStack, Button, InlineError, InlineStack, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { saveFile } from "~/ui/save-file";
import type { HistoryFile } from "../import-queries.server";
import { fieldWords, reasonWords } from "./history-words";

const saveReport = (id: string) => saveFile(`/app/providers/history/refused?id=${encodeURIComponent(id)}`);

/** Every cell that was not taken, with its reason, a page at a time and as a file. */
export function HistoryRefused({ file, deeper }: { file: HistoryFile; deeper: boolean }) {
  const { t } = useTranslation();
  const [failed, setFailed] = useState(false);
  const { cells, next } = file.refused;
  const here = `/app/providers/history?id=${file.id}`;
  if (cells.length === 0 && !deeper) return <Text as="p">{t("history.refused.none")}</Text>;
  return (
    <BlockStack gap="300">
      <InlineStack>
        <Button onClick={() => void saveReport(file.id).then((saved) => setFailed(!saved))}>
          {t("history.refused.download")}
        </Button>
      </InlineStack>
      {failed ? (
        <InlineError fieldID="refused-download" message={t("history.refused.downloadFailed")} />
      ) : null}
      <ul className="fl-list fl-list-bare">
        {cells.map((cell, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row has several cells, in an order that never changes
          <li key={`${cell.row} ${index}`}>
            <Text as="p" breakWord>
              {t(cell.wholeRow ? "history.refused.row" : "history.refused.cell", {
                row: cell.row,
                field: cell.column ? t(fieldWords[cell.column]) : "",
                reason: t(reasonWords[cell.reason]),
              })}
            </Text>
            {cell.value === "" ? null : (
              <Text as="p" tone="subdued" variant="bodySm" breakWord>
                {cell.heading ? `${cell.heading}: ${cell.value}` : cell.value}
              </Text>
            )}
          </li>
        ))}
      </ul>
      <InlineStack gap="200">
        {deeper ? <Button url={here}>{t("history.refused.first")}</Button> : null}
        {next ? (
          <Button url={`${here}&refused=${encodeURIComponent(next)}`}>{t("history.refused.more")}</Button>
        ) : null}
      </InlineStack>
    </BlockStack>
  );
}
