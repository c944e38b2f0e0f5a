import { useFetcher } from "@remix-run/react";
import { BlockStack, Button, InlineError, InlineStack, ProgressBar, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useLiveRefresh } from "~/ui/live-refresh";
import { SettingsSection } from "~/ui/settings-section";
import { useFormat } from "~/ui/use-format";
import type { HistoryFile as File } from "../import-queries.server";
import { HistoryFigures } from "./history-figures";
import { HistoryMapForm } from "./history-map-form";
import { HistoryRefused } from "./history-refused";
import { type HistoryAnswer, historyProblems, importStateWords } from "./history-words";

/** How far a job is; the page looks again by itself. */
function Working({ file }: { file: File }) {
  const { t } = useTranslation();
  const format = useFormat("UTC");
  useLiveRefresh(file, false);
  return (
    <div role="status">
      <BlockStack gap="200">
        <Text as="p" id="work-progress">
          {t(importStateWords[file.state].words)} {format.percent(file.progress)}
        </Text>
        <ProgressBar progress={Math.round(file.progress * 100)} ariaLabelledBy="work-progress" />
        <Text as="p" tone="subdued">
          {t("history.leavePage")}
        </Text>
      </BlockStack>
    </div>
  );
}

function Confirm({ file }: { file: File }) {
  const { t } = useTranslation();
  const fetcher = useFetcher<HistoryAnswer>();
  const problem = fetcher.data?.ok === false ? fetcher.data.problem : null;
  const send = (intent: "confirm" | "discard") => fetcher.submit({ intent, id: file.id }, { method: "post" });
  return (
    <BlockStack gap="200">
      <InlineStack gap="200">
        <Button
          variant="primary"
          onClick={() => send("confirm")}
          loading={fetcher.state !== "idle"}
          disabled={file.answer.imported + file.answer.unchanged === 0}
        >
          {t("history.confirm")}
        </Button>
        <Button onClick={() => send("discard")} disabled={fetcher.state !== "idle"}>
          {t("history.discard")}
        </Button>
      </InlineStack>
      {problem ? <InlineError fieldID="history-confirm" message={t(historyProblems[problem])} /> : null}
    </BlockStack>
  );
}

/** One file on its way in: what its columns hold, what it says, and what of it was not taken. */
export function HistoryFile({ file, deeper }: { file: File; deeper: boolean }) {
  const { t } = useTranslation();
  const { state } = file;
  const read = state === "checked" || state === "imported" || state === "importing";
  const working = state === "checking" || state === "importing" || state === "clearing";
  return (
    <BlockStack gap="600">
      {working ? (
        <SettingsSection id="working" title={t("history.work.title")}>
          <Working file={file} />
        </SettingsSection>
      ) : null}
      {state === "expired" ? <Text as="p">{t("history.expired")}</Text> : null}
      {read ? (
        <SettingsSection
          id="figures"
          title={t(state === "checked" ? "history.figures.checked" : "history.figures.title")}
          body={t(state === "checked" ? "history.figures.nothingYet" : "history.figures.body")}
        >
          <BlockStack gap="400">
            <HistoryFigures file={file} />
            {state === "checked" ? <Confirm file={file} /> : null}
          </BlockStack>
        </SettingsSection>
      ) : null}
      {read ? (
        <SettingsSection id="refused" title={t("history.refused.title")} body={t("history.refused.body")}>
          <HistoryRefused file={file} deeper={deeper} />
        </SettingsSection>
      ) : null}
      {state === "mapping" || state === "checked" ? (
        <SettingsSection id="map" title={t("history.map.title")} body={t("history.map.body")}>
          <HistoryMapForm key={`${file.id} ${state}`} file={file} />
        </SettingsSection>
      ) : null}
    </BlockStack>
  );
}
