import { useFetcher } from "@remix-run/react";
import { Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useSavedToast } from "~/ui/saved-toast";
import { usualTerms } from "../core/claim";
import type { ClaimTermsPage } from "../page-queries.server";
import { DaysForm, type DaysPlace, DaysRow } from "./days-form";
import { type ClaimTermsAnswer, claimTermsProblems } from "./problems";

const here: DaysPlace = {
  action: "/app/parcels/claims",
  whom: "provider",
  days: ["lostDays", "damagedDays"],
};

/** What is set so far. */
export function ClaimTermsList({ terms }: { terms: ClaimTermsPage["terms"] }) {
  const { t } = useTranslation();
  if (terms.length === 0) {
    return (
      <Text as="p" tone="subdued">
        {t("parcels.claim.terms.none")}
      </Text>
    );
  }
  const words = { remove: t("parcels.claim.terms.remove"), removed: t("parcels.claim.terms.removed") };
  return (
    <ul className="fl-list fl-list-bare">
      {terms.map(({ providerId, name, lostDays: lost, damagedDays: damaged }) => (
        <DaysRow
          key={providerId}
          place={here}
          whom={providerId}
          words={{ ...words, removeOf: t("parcels.claim.terms.removeOf", { name }) }}
        >
          <bdi>{name}</bdi>: {t("parcels.claim.terms.days", { lost, damaged })}
        </DaysRow>
      ))}
    </ul>
  );
}

/** Sets how long one provider takes claims. */
export function ClaimTermsForm({ providers }: { providers: ClaimTermsPage["providers"] }) {
  const { t } = useTranslation();
  const fetcher = useFetcher<ClaimTermsAnswer>();
  useSavedToast(fetcher.data, t("parcels.claim.terms.saved"));
  const error = fetcher.data?.ok === false ? t(claimTermsProblems[fetcher.data.problem]) : undefined;
  if (providers.length === 0) return <Text as="p">{t("parcels.claim.terms.noProviders")}</Text>;
  return (
    <DaysForm
      place={here}
      fetcher={fetcher}
      whom={{
        label: t("parcels.claim.terms.provider"),
        options: providers.map(({ id, name }) => ({ value: id, label: name })),
      }}
      days={[
        { label: t("parcels.claim.terms.lostDays"), min: 1, value: String(usualTerms.lostDays) },
        { label: t("parcels.claim.terms.damagedDays"), min: 1, value: String(usualTerms.damagedDays) },
      ]}
      error={error}
    />
  );
}
