import { BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";

/** Home when it was opened while the server could not answer: nothing to show yet, and why. */
export function HomeOutOfReach({ onRetry }: { onRetry: () => void }) {
  const { t } = useTranslation();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h1" variant="headingLg">
          {t("home.lostAtFirst")}
        </Text>
        <Text as="p">{t("home.lostHelp")}</Text>
        <InlineStack>
          <Button variant="primary" onClick={onRetry}>
            {t("home.retryNow")}
          </Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}
