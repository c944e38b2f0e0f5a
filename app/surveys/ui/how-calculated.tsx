import { BlockStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";

/** The method, for who asks for it. */
export function HowCalculated() {
  const { t } = useTranslation();
  return (
    <details>
      <summary>{t("quality.how")}</summary>
      <BlockStack gap="200">
        <Text as="p">{t("quality.howPairs")}</Text>
        <Text as="p">{t("quality.howInterval")}</Text>
        <Text as="p">{t("quality.howLate")}</Text>
        <Text as="p">{t("quality.howDraft")}</Text>
      </BlockStack>
    </details>
  );
}
