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
import type { HomeView } from "../queries.server";

const marks = {
  "no-orders-yet": { tone: "info", icon: PackageIcon },
  live: { tone: "success", icon: CheckIcon },
  "catching-up": { tone: "info", icon: ClockIcon },
  parked: { tone: "warning", icon: AlertTriangleIcon },
  "needs-login": { tone: "critical", icon: LockIcon },
} as const;

/** The page's first sentence and the one that explains it. */
export function useStatusWords({ status, orders, deliveries, generatedAt }: HomeView, format: Format) {
  const { t } = useTranslation();
  switch (status) {
    case "no-orders-yet":
      return { sentence: t("home.status.noOrdersYet"), detail: t("home.detail.noOrdersYet") };
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

type HomeStatusProps = {
  status: HomeView["status"];
  lost: boolean;
  words: { sentence: string; detail: string };
};

/**
 * How the shop stands, in one sentence: the heading of the page. Its mark turns grey while nobody
 * knows whether the sentence still holds.
 */
export function HomeStatus({ status, lost, words }: HomeStatusProps) {
  const mark = lost ? unsure : marks[status];
  return (
    <div className="fl-status">
      <span className={`fl-status-mark fl-status-mark-${mark.tone}`}>
        <Icon source={mark.icon} tone={mark.tone} />
      </span>
      <BlockStack gap="100">
        <Text as="h1" variant="headingLg">
          {words.sentence}
        </Text>
        <Text as="p" tone="subdued">
          {words.detail}
        </Text>
      </BlockStack>
    </div>
  );
}
