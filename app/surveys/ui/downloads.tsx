import { BlockStack, Button, Card, InlineError, InlineStack, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { saveFile } from "~/ui/save-file";

const files = [
  ["answers", "quality.files.answers"],
  ["codebook", "quality.files.codebook"],
  ["instrument", "quality.files.instrument"],
] as const;

/** The answers themselves, for who wants to reckon with them elsewhere. */
export function Downloads() {
  const { t } = useTranslation();
  const [failed, setFailed] = useState(false);
  const save = async (file: string) => setFailed(!(await saveFile(`/app/quality/download/${file}`)));
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("quality.files.title")}
        </Text>
        <Text as="p">{t("quality.files.what")}</Text>
        <InlineStack gap="200">
          {files.map(([file, words]) => (
            <Button key={file} onClick={() => void save(file)}>
              {t(words)}
            </Button>
          ))}
        </InlineStack>
        {failed ? <InlineError fieldID="quality-download" message={t("quality.files.failed")} /> : null}
      </BlockStack>
    </Card>
  );
}
