import { BlockStack, Card, ProgressBar, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { StoreView } from "../queries.server";

/** How far the orders from before the install are read; it goes away by itself. */
export function BackfillProgress({ backfill }: { backfill: NonNullable<StoreView["backfill"]> }) {
  const { t } = useTranslation();
  const { state, read, expected } = backfill;
  if (state === "refused")
    return (
      <Card>
        <Text as="p">{t("home.backfill.refused")}</Text>
      </Card>
    );
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="p" id="backfill-progress">
          {expected === null
            ? t("home.backfill.running", { count: read })
            : t("home.backfill.runningOf", { count: read, expected })}
        </Text>
        {expected === null ? null : (
          <ProgressBar
            size="small"
            ariaLabelledBy="backfill-progress"
            progress={expected === 0 ? 0 : Math.round((100 * read) / expected)}
          />
        )}
      </BlockStack>
    </Card>
  );
}
