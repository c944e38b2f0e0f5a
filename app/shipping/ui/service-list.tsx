import { Badge, BlockStack, Card, InlineStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { ShippingPage } from "../queries.server";
import { useWhy } from "./trace-words";

type Row = ShippingPage["services"][number];

function ServiceState({ service }: { service: Row }) {
  const { t } = useTranslation();
  if (!service.active) return <Badge>{t("shipping.paused")}</Badge>;
  if (!service.provider?.offerable) return <Badge tone="critical">{t("shipping.notOffered")}</Badge>;
  return <Badge tone="success">{t("shipping.offered")}</Badge>;
}

/** Every service with its provider's standing; each opens its form. */
export function ServiceList({ services }: { services: Row[] }) {
  const { t } = useTranslation();
  const why = useWhy();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd" id="services">
          {t("shipping.services")}
        </Text>
        {services.length === 0 ? (
          <Text as="p" tone="subdued">
            {t("shipping.noServices")}
          </Text>
        ) : (
          <ul className="fl-list fl-list-bare" aria-labelledby="services">
            {services.map((service) => (
              <li className="fl-row" key={service.id}>
                <BlockStack gap="050">
                  <InlineStack gap="200" blockAlign="center">
                    <Link url={`/app/shipping/${service.id}`}>{service.name}</Link>
                    <Text as="span" tone="subdued" variant="bodySm">
                      {service.code}
                    </Text>
                  </InlineStack>
                  <Text as="span" tone="subdued" variant="bodySm">
                    {service.provider
                      ? t("shipping.providerState", {
                          provider: service.provider.name,
                          why: why(service.provider.why),
                        })
                      : t("shipping.reason.providerUnknown")}
                  </Text>
                </BlockStack>
                <ServiceState service={service} />
              </li>
            ))}
          </ul>
        )}
      </BlockStack>
    </Card>
  );
}
