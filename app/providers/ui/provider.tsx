import { BlockStack, Card, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { SettingsSection } from "~/ui/settings-section";
import type { ProviderPage } from "../page-queries.server";
import { Countries } from "./countries";
import { DecideForm } from "./decide-form";
import { DecisionHistory } from "./decision-history";
import { DocumentForm } from "./document-form";
import { Documents } from "./documents";
import { Standing } from "./standing";
import { UnvettedForm } from "./unvetted-form";

/** One provider: the decision and its reason first, then what speaks for it, then what can be done. */
export function Provider({ page }: { page: ProviderPage }) {
  const { t } = useTranslation();
  const lastDecision = page.decisions[0]?.id ?? "";
  // A press counts for the standing it was made in; the next decision ends it.
  const [pressed, setPressed] = useState({ after: "", times: 0 });
  const suspending = pressed.times > 0 && pressed.after === lastDecision;
  return (
    <BlockStack gap="600">
      <Standing
        page={page}
        onSuspend={() => setPressed(({ times }) => ({ after: lastDecision, times: times + 1 }))}
      />
      {page.state === "found" && page.mayDecide ? (
        <SettingsSection
          id="unvetted"
          title={t("providers.unvetted.title")}
          body={t("providers.unvetted.body")}
        >
          <UnvettedForm key={page.offerUntil} page={page} />
        </SettingsSection>
      ) : null}
      <SettingsSection
        id="documents"
        title={t("providers.documents.title")}
        body={t("providers.documents.body")}
      >
        <BlockStack gap="400">
          <Documents page={page} />
          {page.mayEdit ? <DocumentForm key={page.documents[0]?.id} id={page.id} /> : null}
        </BlockStack>
      </SettingsSection>
      <SettingsSection id="decide" title={t("providers.decide.title")} body={t("providers.decide.body")}>
        {page.mayDecide ? (
          <DecideForm key={`${lastDecision} ${pressed.times}`} page={page} suspending={suspending} />
        ) : (
          <Text as="p">{t("providers.decide.notYou")}</Text>
        )}
      </SettingsSection>
      <SettingsSection
        id="countries"
        title={t("providers.countries.title")}
        body={t("providers.countries.body")}
      >
        <Countries countries={page.countries} />
      </SettingsSection>
      {page.decisions.length > 1 ? (
        <section aria-labelledby="history">
          <Card>
            <BlockStack gap="300">
              <Text as="h2" variant="headingMd" id="history">
                {t("providers.history")}
              </Text>
              <DecisionHistory decisions={page.decisions} timezone={page.timezone} />
            </BlockStack>
          </Card>
        </section>
      ) : null}
    </BlockStack>
  );
}
