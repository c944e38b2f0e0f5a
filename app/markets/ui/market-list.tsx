import { Badge, BlockStack, InlineStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Format } from "~/ui/format";
import { type ReadinessStep, readinessSteps } from "../core/market";
import type { MarketsPage } from "../queries.server";
import { useMarketName } from "./market-name";

type Market = MarketsPage["markets"][number];

const stepWords = {
  duties: "markets.step.duties",
  channels: "markets.step.channels",
  hours: "markets.step.hours",
  "return-address": "markets.step.returnAddress",
  language: "markets.step.language",
} as const satisfies Record<ReadinessStep, string>;

function MarketRow({ market, format, mayEdit }: { market: Market; format: Format; mayEdit: boolean }) {
  const { t } = useTranslation();
  const name = useMarketName()(market);
  const countries = market.countries.map((code) => format.country(code)).join(", ");
  return (
    <li className="fl-row">
      <BlockStack gap="100">
        <InlineStack gap="200" blockAlign="center">
          <Text as="h2" variant="headingSm">
            <Link url={`/app/markets/${market.id}`}>{name}</Link>
          </Text>
          {market.next ? (
            <Badge tone="attention">
              {t("markets.doneOf", { done: market.done.length, all: readinessSteps.length })}
            </Badge>
          ) : (
            <Badge tone="success">{t("markets.ready")}</Badge>
          )}
          {market.active ? null : <Badge>{t("markets.draft")}</Badge>}
        </InlineStack>
        {countries ? (
          <Text as="p" tone="subdued">
            {market.currency ? `${countries} · ${market.currency}` : countries}
          </Text>
        ) : null}
        {market.next ? (
          <Text as="p">
            {mayEdit ? (
              <Link url={`/app/markets/${market.id}#${market.next}`}>{t(stepWords[market.next])}</Link>
            ) : (
              t(stepWords[market.next])
            )}
          </Text>
        ) : (
          <Text as="p" tone="subdued">
            {t("markets.nothingMissing")}
          </Text>
        )}
      </BlockStack>
    </li>
  );
}

/** Every market: is it ready, and what is the next best step. */
export function MarketList({ page, format }: { page: MarketsPage; format: Format }) {
  return (
    <ul className="fl-list fl-list-whole">
      {page.markets.map((market) => (
        <MarketRow key={market.id} market={market} format={format} mayEdit={page.mayEdit} />
      ))}
    </ul>
  );
}
