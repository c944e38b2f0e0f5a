import { BlockStack, Icon, Text } from "@shopify/polaris";
import {
  AlertTriangleIcon,
  CheckIcon,
  ClockIcon,
  LockIcon,
  PackageIcon,
  WifiIcon,
} from "@shopify/polaris-icons";
import { useTranslation } from "react-i18next";
import type { Format } from "~/ui/format";
import type { StoreView } from "../queries.server";

const marks = {
  "no-orders-yet": { tone: "info", icon: PackageIcon },
  "reading-past": { tone: "info", icon: ClockIcon },
  live: { tone: "success", icon: CheckIcon },
  "catching-up": { tone: "info", icon: ClockIcon },
  parked: { tone: "warning", icon: AlertTriangleIcon },
  "needs-login": { tone: "critical", icon: LockIcon },
} as const;

/** How the store and the app stand with each other, and the sentence that explains it. */
export function useStatusWords({ status, orders, deliveries, generatedAt }: StoreView, format: Format) {
  const { t } = useTranslation();
  switch (status) {
    case "no-orders-yet":
      return { sentence: t("home.status.noOrdersYet"), detail: t("home.detail.noOrdersYet") };
    case "reading-past":
      return { sentence: t("home.status.readingPast"), detail: t("home.detail.readingPast") };
    case "live":
      return {
        sentence: t("home.status.live"),
        detail: t("home.detail.live", { today: orders.today, week: orders.last7Days }),
      };
    case "catching-up": {
      const waited = Date.parse(generatedAt) - Date.parse(deliveries.oldestWaitingAt ?? generatedAt);
      return {
        sentence: t("home.status.catchingUp", { count: deliveries.waiting }),
        detail: t("home.detail.catchingUp", { span: format.span(waited) }),
      };
    }
    case "parked":
      return {
        sentence: t("home.status.parked", { count: deliveries.parked }),
        detail: t("home.detail.parked"),
      };
    case "needs-login":
      return { sentence: t("home.status.needsLogin"), detail: t("home.detail.needsLogin") };
  }
}

const unsure = { tone: "subdued", icon: WifiIcon } as const;

type StoreStatusProps = {
  status: StoreView["status"];
  lost: boolean;
  words: { sentence: string; detail: string };
  /** Said first on the page. */
  heading?: boolean;
};

/**
 * How the store's messages fare, in one sentence. Its mark turns grey while nobody knows whether the sentence still
 * holds.
 */
export function StoreStatus({ status, lost, words, heading = false }: StoreStatusProps) {
  const mark = lost ? unsure : marks[status];
  return (
    <div className="fl-status">
      <span className={`fl-status-mark fl-status-mark-${mark.tone}`}>
        <Icon source={mark.icon} tone={mark.tone} />
      </span>
      <BlockStack gap="100">
        <Text as={heading ? "h1" : "p"} variant={heading ? "headingLg" : "bodyMd"}>
          {words.sentence}
        </Text>
        <Text as="p" tone="subdued">
          {words.detail}
        </Text>
      </BlockStack>
    </div>
  );
}
