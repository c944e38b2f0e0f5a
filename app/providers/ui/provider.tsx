import { BlockStack, Text } from "@shopify/polaris";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { SettingsSection } from "~/ui/settings-section";
import type { ProviderPage } from "../page-queries.server";
import { Countries, Modes } from "./countries";
import { DecideForm } from "./decide-form";
import { DecisionHistory } from "./decision-history";
import { DocumentForm } from "./document-form";
import { Documents } from "./documents";
import { InviteForm } from "./invite-form";
import { StillNeeded } from "./needed";
import { OnTime } from "./on-time";
import { Standing } from "./standing";
import { StatedAnswers, StatedDocuments } from "./stated-answers";
import { UnvettedForm } from "./unvetted-form";

type ProviderProps = {
  page: ProviderPage;
  /** What buyers felt, which another part of the app knows. */
  buyers: ReactNode;
};

/** The evidence in four strips: papers, our own counts, buyers, the team. */
function Evidence({ page, buyers }: ProviderProps) {
  const { t } = useTranslation();
  return (
    <>
      <SettingsSection
        id="documents"
        title={t("providers.documents.title")}
        body={t("providers.documents.body")}
      >
        <BlockStack gap="400">
          <Documents page={page} />
          {page.form ? <StatedDocuments id={page.id} form={page.form} /> : null}
          {page.form ? <StatedAnswers form={page.form} timezone={page.timezone} /> : null}
          {page.mayEdit ? <DocumentForm key={page.documents[0]?.id} id={page.id} /> : null}
        </BlockStack>
      </SettingsSection>
      <SettingsSection
        id="measured"
        title={t("providers.countries.title")}
        body={t("providers.countries.body")}
      >
        <BlockStack gap="400">
          <OnTime rating={page.rating} />
          <Countries countries={page.countries} />
          {page.modes.length > 0 ? <Modes modes={page.modes} /> : null}
        </BlockStack>
      </SettingsSection>
      <SettingsSection id="buyers" title={t("providers.buyers.title")} body={t("providers.buyers.body")}>
        {buyers}
      </SettingsSection>
      <SettingsSection id="team" title={t("providers.team.title")} body={t("providers.team.body")}>
        {page.decisions.length > 0 ? (
          <DecisionHistory decisions={page.decisions} timezone={page.timezone} />
        ) : (
          <Text as="p">{t("providers.team.none")}</Text>
        )}
      </SettingsSection>
    </>
  );
}

/** One provider: the decision and its reason first, then what is missing, then the evidence. */
export function Provider({ page, buyers }: ProviderProps) {
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
      <SettingsSection id="decide" title={t("providers.decide.title")} body={t("providers.decide.body")}>
        <BlockStack gap="400">
          <StillNeeded needed={page.needed} />
          {page.mayDecide ? (
            <DecideForm key={`${lastDecision} ${pressed.times}`} page={page} suspending={suspending} />
          ) : (
            <Text as="p">{t("providers.decide.notYou")}</Text>
          )}
        </BlockStack>
      </SettingsSection>
      {page.state === "found" && page.mayDecide ? (
        <SettingsSection
          id="unvetted"
          title={t("providers.unvetted.title")}
          body={t("providers.unvetted.body")}
        >
          <UnvettedForm key={page.offerUntil} page={page} />
        </SettingsSection>
      ) : null}
      <SettingsSection id="ask" title={t("providers.invite.title")} body={t("providers.invite.body")}>
        <InviteForm page={page} />
      </SettingsSection>
      <Evidence page={page} buyers={buyers} />
    </BlockStack>
  );
}
