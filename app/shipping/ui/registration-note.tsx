import { Banner, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { ShippingPage } from "../queries.server";

/** Says whether the store's checkout asks Fairlead for rates, and what to do where it does not. */
export function RegistrationNote({ registration }: { registration: ShippingPage["registration"] }) {
  const { t } = useTranslation();
  if (registration === null) {
    return <Banner tone="info">{t("shipping.registration.notYet")}</Banner>;
  }
  if (registration.state === "registered") {
    return registration.functionState === "refused" ? (
      <Banner tone="info">{t("shipping.registration.noFunction")}</Banner>
    ) : null;
  }
  const noPlan = registration.state === "no-plan";
  return (
    <Banner
      tone="warning"
      title={noPlan ? t("shipping.registration.noPlan") : t("shipping.registration.refused")}
    >
      <Text as="p">
        {noPlan ? t("shipping.registration.noPlanBody") : t("shipping.registration.refusedBody")}
      </Text>
      {registration.message ? (
        <Text as="p" tone="subdued" variant="bodySm" breakWord>
          {registration.message}
        </Text>
      ) : null}
    </Banner>
  );
}
