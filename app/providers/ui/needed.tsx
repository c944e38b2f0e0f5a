import { List, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Needed } from "../core/still-needed";

const documentWords = {
  licence: {
    missing: "providers.needed.licenceMissing",
    unproven: "providers.needed.licenceUnproven",
    expired: "providers.needed.licenceExpired",
  },
  insurance: {
    missing: "providers.needed.insuranceMissing",
    unproven: "providers.needed.insuranceUnproven",
    expired: "providers.needed.insuranceExpired",
  },
} as const;

/** One thing that is missing, in a sentence. */
function useSentence() {
  const { t } = useTranslation();
  return (one: Needed): string => {
    switch (one.what) {
      case "document":
        return t(documentWords[one.gate][one.state]);
      case "invite":
        return t("providers.needed.invite");
      case "form":
        return t("providers.needed.form", { count: one.open });
      case "parcels":
        return t("providers.needed.parcels", { count: one.missing });
    }
  };
}

/** What is still needed for a well-founded decision, and how long each takes. */
export function StillNeeded({ needed }: { needed: readonly Needed[] }) {
  const { t } = useTranslation();
  const sentence = useSentence();
  if (needed.length === 0) return <Text as="p">{t("providers.needed.nothing")}</Text>;
  return (
    <>
      <Text as="h3" variant="headingSm">
        {t("providers.needed.title")}
      </Text>
      <List>
        {needed.map((one) => (
          <List.Item key={one.what === "document" ? one.gate : one.what}>
            {sentence(one)}{" "}
            <Text as="span" tone="subdued">
              {"minutes" in one
                ? t("providers.needed.minutes", { count: one.minutes })
                : t("providers.needed.byItself")}
            </Text>
          </List.Item>
        ))}
      </List>
    </>
  );
}
