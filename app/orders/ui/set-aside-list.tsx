import { Badge, BlockStack, Box, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Format } from "~/ui/format";
import type { SetAsidePage } from "../set-aside-queries.server";
import { reasonWords, refusedWords, subjectWords } from "./set-aside-words";

type Delivery = SetAsidePage["deliveries"][number];

function wordsFor<T extends object>(words: T, name: string): T[keyof T] | null {
  return Object.hasOwn(words, name) ? words[name as keyof T] : null;
}

function useDeliveryWords({ topic, reason, kept, apiVersion }: Delivery) {
  const { t } = useTranslation();
  const named = topic.split("/")[0] ?? topic;
  const subject = wordsFor(subjectWords, named);
  const refused = kept ? null : wordsFor(refusedWords, named);
  const why = reasonWords[reason ?? "unreadable"];
  return {
    subject: subject ? t(subject) : t("setAside.subject.other", { name: named }),
    why: refused ? t(refused) : t(why, { version: apiVersion ?? "?" }),
  };
}

function DeliveryRow({ delivery, format }: { delivery: Delivery; format: Format }) {
  const { t } = useTranslation();
  const { subject, why } = useDeliveryWords(delivery);
  return (
    <li>
      <BlockStack gap="100">
        <InlineStack gap="200" blockAlign="center">
          <Text as="span" fontWeight="semibold">
            {subject}
          </Text>
          <Badge tone={delivery.kept ? "attention" : undefined}>
            {delivery.kept ? t("setAside.kept") : t("setAside.notKept")}
          </Badge>
        </InlineStack>
        <Text as="p">{why}</Text>
        <Text as="p" tone="subdued" variant="bodySm">
          {t("setAside.arrived", { moment: format.moment(delivery.receivedAt), topic: delivery.topic })}
        </Text>
      </BlockStack>
    </li>
  );
}

type SetAsideListProps = { deliveries: readonly Delivery[]; format: Format };

/** The store's messages nothing was made of, newest first, each with its reason. */
export function SetAsideList({ deliveries, format }: SetAsideListProps) {
  const { t } = useTranslation();
  if (deliveries.length === 0) {
    return (
      <Box padding="400">
        <Text as="p">{t("setAside.empty")}</Text>
      </Box>
    );
  }
  return (
    <ul className="fl-list fl-list-whole">
      {deliveries.map((delivery) => (
        <DeliveryRow key={delivery.id} delivery={delivery} format={format} />
      ))}
    </ul>
  );
}
