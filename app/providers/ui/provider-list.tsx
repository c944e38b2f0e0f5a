import { Badge, BlockStack, Box, InlineStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { ProviderLine } from "../page-queries.server";
import { ExpiryLine } from "./expiry-line";
import { OfferLine } from "./offer-line";
import { OnTime } from "./on-time";
import { stateWords } from "./words";

function ProviderRow({ provider, today }: { provider: ProviderLine; today: string }) {
  const { t } = useTranslation();
  const { words, tone } = stateWords[provider.state];
  return (
    <li className="fl-provider">
      <BlockStack gap="100">
        <InlineStack gap="200" blockAlign="center">
          <Text as="h2" variant="headingSm" breakWord>
            <Link url={`/app/providers/${provider.id}`} monochrome>
              {provider.name}
            </Link>
          </Text>
          <Badge tone={tone}>{t(words)}</Badge>
        </InlineStack>
        <OfferLine offer={provider.offer} />
        <Text as="p" variant="bodySm" tone="subdued">
          {t("providers.carried", { count: provider.sent, delivered: provider.delivered })}
        </Text>
        {provider.form ? (
          <Text as="p" variant="bodySm">
            {t(provider.form.finished ? "providers.form.finished" : "providers.form.progress", {
              done: provider.form.answered,
              of: provider.form.of,
            })}
          </Text>
        ) : null}
      </BlockStack>
      <BlockStack gap="100">
        <OnTime rating={provider.rating} />
        <ExpiryLine day={provider.nextExpiry} today={today} />
      </BlockStack>
    </li>
  );
}

/** Everyone who carries or may carry parcels, the most surely punctual first. */
export function ProviderList({ providers, today }: { providers: ProviderLine[]; today: string }) {
  const { t } = useTranslation();
  if (providers.length === 0) {
    return (
      <Box padding="400">
        <Text as="p" fontWeight="medium">
          {t("providers.emptyTitle")}
        </Text>
        <Text as="p" tone="subdued">
          {t("providers.emptyBody")}
        </Text>
      </Box>
    );
  }
  return (
    <ul className="fl-list fl-list-whole">
      {providers.map((provider) => (
        <ProviderRow key={provider.id} provider={provider} today={today} />
      ))}
    </ul>
  );
}
