import { BlockStack, Card, Divider, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Announcer } from "~/ui/announcer";
import type { Format } from "~/ui/format";
import { useFormat } from "~/ui/use-format";
import type { HomeView } from "../queries.server";
import { Freshness } from "./freshness";
import { useHomeChanges } from "./home-changes";
import { HomeStatus, useStatusWords } from "./home-status";
import { LatestOrders } from "./latest-orders";
import { MessageFigures } from "./message-figures";
import { NextStep } from "./next-step";
import { OrderFigures } from "./order-figures";
import { RetryParked } from "./retry-parked";

type HomeProps = {
  view: HomeView;
  lost: boolean;
  mayRetry: boolean;
  nameForm: ReactNode;
  onRetry: () => void;
};

function Today({ view, lost, mayRetry, nameForm, onRetry, format }: HomeProps & { format: Format }) {
  const { t } = useTranslation();
  const words = useStatusWords(view, format);
  const changes = useHomeChanges(view, lost, words.sentence);
  return (
    <Card>
      <BlockStack gap="400">
        <HomeStatus status={view.status} lost={lost} words={words} />
        <Divider />
        <section aria-labelledby="next-step">
          <BlockStack gap="100">
            <Text as="h2" variant="bodySm" tone="subdued" id="next-step">
              {t("next.heading")}
            </Text>
            <NextStep view={view} mayRetry={mayRetry} nameForm={nameForm} />
          </BlockStack>
        </section>
        <Freshness time={format.clock(view.generatedAt)} lost={lost} onRetry={onRetry} />
        <Announcer words={changes} />
      </BlockStack>
    </Card>
  );
}

function Section({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section aria-labelledby={id}>
      <Card>
        <BlockStack gap="400">
          <Text as="h2" variant="headingMd" id={id}>
            {title}
          </Text>
          {children}
        </BlockStack>
      </Card>
    </section>
  );
}

/** What should I do today? The answer first, then the numbers behind it. */
export function Home(props: HomeProps) {
  const { t } = useTranslation();
  const { view } = props;
  const format = useFormat(view.shop.timezone);
  return (
    <BlockStack gap="400">
      <Today {...props} format={format} />
      <Section id="orders-received" title={t("orders.heading")}>
        <OrderFigures view={view} format={format} />
      </Section>
      <LatestOrders view={view} format={format} />
      <Section id="store-messages" title={t("messages.heading")}>
        <Text as="p" tone="subdued">
          {t("messages.explain")}
        </Text>
        <MessageFigures view={view} format={format} />
        {view.deliveries.parked > 0 && view.nextStep !== "retry-parked" ? (
          <RetryParked mayRetry={props.mayRetry} role={view.me.role} />
        ) : null}
      </Section>
    </BlockStack>
  );
}
