import { BlockStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";

/** The method and what it cannot see, for who asks for it. */
export function HowJudged() {
  const { t } = useTranslation();
  return (
    <details>
      <summary>{t("quality.how")}</summary>
      <BlockStack gap="200">
        <Text as="p">{t("actions.how.compare")}</Text>
        <Text as="p">{t("actions.how.interval")}</Text>
        <Text as="p">{t("actions.how.regression")}</Text>
        <Text as="p">{t("actions.how.underWay")}</Text>
        <Text as="p">{t("actions.how.alone")}</Text>
      </BlockStack>
    </details>
  );
}
