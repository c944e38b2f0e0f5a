import { Badge, BlockStack, Box, Button, InlineStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { pageEdge } from "~/ui/page-edge";
import { SettingsSection } from "~/ui/settings-section";
import { useFormat } from "~/ui/use-format";
import type { HistoryPage } from "../import-queries.server";
import { HistoryFile } from "./history-file";
import { HistoryUpload } from "./history-upload";
import { importStateWords } from "./history-words";

const here = "/app/providers/history";

function Imports({ page, later }: { page: HistoryPage; later: boolean }) {
  const { t } = useTranslation();
  const format = useFormat(page.timezone);
  if (page.imports.length === 0) return <Text as="p">{t("history.none")}</Text>;
  return (
    <BlockStack gap="300">
      <ul className="fl-list fl-list-bare">
        {page.imports.map(({ id, fileName, state, startedAt, byCommand, rows, imported }) => (
          <li key={id}>
            <BlockStack gap="100">
              <InlineStack gap="200" blockAlign="center">
                <Link url={`${here}?id=${id}`}>{fileName}</Link>
                <Badge tone={importStateWords[state].tone}>{t(importStateWords[state].words)}</Badge>
              </InlineStack>
              <Text as="p" tone="subdued" variant="bodySm">
                {t(byCommand ? "history.byCommand" : "history.byPage", { moment: format.moment(startedAt) })}
              </Text>
              {state === "imported" ? (
                <Text as="p" tone="subdued" variant="bodySm">
                  {t("history.came", { count: rows, imported: format.count(imported) })}
                </Text>
              ) : null}
            </BlockStack>
          </li>
        ))}
      </ul>
      <InlineStack gap="200">
        {later ? <Button url={here}>{t("history.newest")}</Button> : null}
        {page.next ? (
          <Button url={`${here}?after=${encodeURIComponent(page.next)}`}>{t("history.older")}</Button>
        ) : null}
      </InlineStack>
    </BlockStack>
  );
}

/** The merchant's own past, brought in as files: one of them, or all with the way to bring another. */
export function History({ page, later, deeper }: { page: HistoryPage; later: boolean; deeper: boolean }) {
  const { t } = useTranslation();
  if (page.file) return <HistoryFile key={page.file.id} file={page.file} deeper={deeper} />;
  return (
    <BlockStack gap="600">
      <Box paddingInline={pageEdge}>
        <Text as="p">{t("history.intro")}</Text>
      </Box>
      <SettingsSection id="upload" title={t("history.upload.title")} body={t("history.upload.body")}>
        <HistoryUpload arriving={page.arriving} />
      </SettingsSection>
      <SettingsSection id="imports" title={t("history.files")}>
        <Imports page={page} later={later} />
      </SettingsSection>
    </BlockStack>
  );
}
