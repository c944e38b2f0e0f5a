import { BlockStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormat } from "~/ui/use-format";
import type { ProviderPage } from "../page-queries.server";
import { OnTime } from "./on-time";

type CountryShown = ProviderPage["countries"][number];

function CountryRow({ lane }: { lane: CountryShown }) {
  const { t } = useTranslation();
  const format = useFormat("UTC");
  return (
    <li className="fl-provider">
      <BlockStack gap="050">
        <Text as="h3" variant="headingSm">
          {format.country(lane.country)}
        </Text>
        <Text as="p" variant="bodySm" tone="subdued">
          {t("providers.carried", { count: lane.sent, delivered: lane.delivered })}
        </Text>
        {lane.days === null ? null : (
          <Text as="p" variant="bodySm" tone="subdued">
            {t("providers.countries.days", { days: format.decimal(lane.days) })}
          </Text>
        )}
      </BlockStack>
      <OnTime rating={lane.rating} />
    </li>
  );
}

/** What the provider did per country, most parcels first. */
export function Countries({ countries }: { countries: CountryShown[] }) {
  const { t } = useTranslation();
  if (countries.length === 0) return <Text as="p">{t("providers.countries.none")}</Text>;
  return (
    <ul className="fl-list fl-list-bare">
      {countries.map((lane) => (
        <CountryRow key={lane.country} lane={lane} />
      ))}
    </ul>
  );
}

/** What it did in imported history, per mode of transport: orders the app follows name none. */
export function Modes({ modes }: { modes: ProviderPage["modes"] }) {
  const { t } = useTranslation();
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        {t("providers.modes")}
      </Text>
      <ul className="fl-list fl-list-bare">
        {modes.map(({ mode, sent, delivered, rating }) => (
          <li key={mode} className="fl-provider">
            <BlockStack gap="050">
              <Text as="h4" variant="headingSm" breakWord>
                {mode}
              </Text>
              <Text as="p" variant="bodySm" tone="subdued">
                {t("providers.carried", { count: sent, delivered })}
              </Text>
            </BlockStack>
            <OnTime rating={rating} />
          </li>
        ))}
      </ul>
    </BlockStack>
  );
}
