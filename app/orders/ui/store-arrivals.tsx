import { BlockStack, Card, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Format } from "~/ui/format";
import type { StoreView } from "../queries.server";
import { LatestOrders } from "./latest-orders";
import { MessageFigures } from "./message-figures";
import { OrderFigures } from "./order-figures";
import { StoreStatus, useStatusWords } from "./store-status";

/** Problems, and that nothing has come yet, are the page's first sentence already. */
const saidAbove: readonly StoreView["status"][] = ["needs-login", "parked", "no-orders-yet"];

type StoreArrivalsProps = { view: StoreView; lost: boolean; mayRetry: boolean; format: Format };

/** What arrives from the store, for who wants to see that it does: orders first, the messages behind them on request. */
export function StoreArrivals({ view, lost, mayRetry, format }: StoreArrivalsProps) {
  const { t } = useTranslation();
  const words = useStatusWords(view, format);
  return (
    <BlockStack gap="400">
      <section aria-labelledby="orders-received">
        <Card>
          <BlockStack gap="400">
            <Text as="h2" variant="headingMd" id="orders-received">
              {t("orders.heading")}
            </Text>
            {saidAbove.includes(view.status) ? null : (
              <StoreStatus status={view.status} lost={lost} words={words} />
            )}
            <OrderFigures view={view} format={format} />
            <details className="fl-more">
              <summary>{t("messages.heading")}</summary>
              <BlockStack gap="400">
                <Text as="p" tone="subdued">
                  {t("messages.explain")}
                </Text>
                <MessageFigures view={view} format={format} />
                {mayRetry ? (
                  <Text as="p">
                    <Link url="/app/messages">{t("setAside.open")}</Link>
                  </Text>
                ) : null}
              </BlockStack>
            </details>
          </BlockStack>
        </Card>
      </section>
      <LatestOrders view={view} format={format} />
    </BlockStack>
  );
}
