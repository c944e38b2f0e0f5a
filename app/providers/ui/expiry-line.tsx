import { Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormat } from "~/ui/use-format";

type ExpiryLineProps = { day: string | null; today: string };

const daysBetween = (from: string, to: string) =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

/** Days ahead at which a document's end is worth a warning. */
const soon = 30;

/** When the first document runs out; near and past ends stand out. */
export function ExpiryLine({ day, today }: ExpiryLineProps) {
  const { t } = useTranslation();
  const format = useFormat("UTC");
  if (!day) {
    return (
      <Text as="p" variant="bodySm" tone="subdued">
        {t("providers.expiry.none")}
      </Text>
    );
  }
  const left = daysBetween(today, day);
  if (left < 0) {
    return (
      <Text as="p" variant="bodySm" tone="critical" fontWeight="medium">
        {t("providers.expiry.past", { day: format.day(day) })}
      </Text>
    );
  }
  return (
    <Text as="p" variant="bodySm" tone={left <= soon ? "caution" : "subdued"}>
      {t("providers.expiry.in", { day: format.day(day), count: left })}
    </Text>
  );
}
