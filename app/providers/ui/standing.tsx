import { Badge, BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { ProviderPage } from "../page-queries.server";
import { DecisionLine } from "./decision-history";
import { ExpiryLine } from "./expiry-line";
import { OfferLine } from "./offer-line";
import { OnTime } from "./on-time";
import { gateStateWords, gateWords, stateWords } from "./words";

type StandingProps = { page: ProviderPage; onSuspend: () => void };

function Gates({ page }: { page: ProviderPage }) {
  const { t } = useTranslation();
  return (
    <InlineStack gap="200">
      {page.gates.map(({ gate, state }) => (
        <Badge key={gate} tone={gateStateWords[state].tone}>
          {`${t(gateWords[gate].name)}: ${t(gateStateWords[state].words)}`}
        </Badge>
      ))}
    </InlineStack>
  );
}

/** Where the provider stands and why: the last decision, whether buyers may be offered it, and how it does. */
export function Standing({ page, onSuspend }: StandingProps) {
  const { t } = useTranslation();
  const { words, tone } = stateWords[page.state];
  const [last] = page.decisions;
  const maySuspend = page.mayDecide && page.choices.some((choice) => choice.decision === "suspend");
  return (
    <section aria-labelledby="standing">
      <Card>
        <BlockStack gap="300">
          <InlineStack gap="200" blockAlign="center" align="space-between">
            <InlineStack gap="200" blockAlign="center">
              <Text as="h2" variant="headingMd" id="standing">
                {t("providers.standing")}
              </Text>
              <Badge tone={tone}>{t(words)}</Badge>
            </InlineStack>
            {maySuspend ? (
              <Button tone="critical" onClick={onSuspend}>
                {t("providers.suspend")}
              </Button>
            ) : null}
          </InlineStack>
          {last ? (
            <DecisionLine decision={last} timezone={page.timezone} />
          ) : (
            <Text as="p">
              {t(page.state === "found" ? "providers.undecidedFound" : "providers.undecided")}
            </Text>
          )}
          <OfferLine offer={page.offer} />
          <Gates page={page} />
          <ExpiryLine day={page.nextExpiry} today={page.today} />
          <OnTime rating={page.rating} />
          {page.registrationNumber ? (
            <Text as="p" tone="subdued" variant="bodySm" breakWord>
              {t("providers.registration", { number: page.registrationNumber })}
            </Text>
          ) : null}
        </BlockStack>
      </Card>
    </section>
  );
}
