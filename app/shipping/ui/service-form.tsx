import { useFetcher, useNavigate } from "@remix-run/react";
import { Banner, BlockStack } from "@shopify/polaris";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSavedToast } from "~/ui/saved-toast";
import { SettingsSection } from "~/ui/settings-section";
import { UnsavedBar } from "~/ui/unsaved-bar";
import type { ServicePage } from "../queries.server";
import { HeadFields } from "./head-fields";
import { PackagingFields } from "./packaging-fields";
import { fieldWords, type ServiceAnswer, serviceProblems } from "./problems";
import { WordsFields } from "./words-fields";
import { ZoneFields } from "./zone-fields";

/** A form has no lists of lists, so those parts travel as JSON. */
function fieldsOf({ head, draft }: Pick<ServicePage, "head" | "draft">): Record<string, string> {
  return {
    intent: "save-service",
    ...head,
    active: head.active ? "yes" : "no",
    words: JSON.stringify(draft.words),
    zones: JSON.stringify(draft.zones),
    limits: JSON.stringify(draft.limits),
    packaging: JSON.stringify(draft.packaging),
  };
}

/** One delivery option: whose it is, what buyers read, where it goes, what it costs. */
export function ServiceForm({ page }: { page: ServicePage }) {
  const { t } = useTranslation();
  const fetcher = useFetcher<ServiceAnswer>();
  const navigate = useNavigate();
  const [typed, setTyped] = useState({ head: page.head, draft: page.draft });
  const answer = fetcher.data;
  useSavedToast(answer, t("shipping.saved"));
  const fields = fieldsOf(typed);
  const dirty = JSON.stringify(fields) !== JSON.stringify(fieldsOf(page));
  const saved = answer?.ok === true;
  useEffect(() => {
    if (saved) navigate("/app/shipping");
  }, [saved, navigate]);
  const refused = answer?.ok === false && dirty ? answer : null;
  const props = {
    draft: typed.draft,
    change: (change: Partial<ServicePage["draft"]>) =>
      setTyped((before) => ({ ...before, draft: { ...before.draft, ...change } })),
    errorOf: (path: string) => {
      const wrong = refused?.errors?.[path];
      return wrong && t(fieldWords[wrong]);
    },
  };
  const changeHead = (change: Partial<ServicePage["head"]>) =>
    setTyped((before) => ({ ...before, head: { ...before.head, ...change } }));
  return (
    <BlockStack gap="600">
      {refused ? <Banner tone="critical">{t(serviceProblems[refused.problem])}</Banner> : null}
      <SettingsSection id="service-head" title={t("shipping.form.head")} body={t("shipping.form.headBody")}>
        <HeadFields page={page} head={typed.head} changeHead={changeHead} {...props} />
      </SettingsSection>
      <SettingsSection
        id="service-words"
        title={t("shipping.form.words")}
        body={t("shipping.form.wordsBody")}
      >
        <WordsFields
          path="words"
          words={typed.draft.words}
          onChange={(words) => props.change({ words })}
          errorOf={props.errorOf}
        />
      </SettingsSection>
      <SettingsSection
        id="service-zones"
        title={t("shipping.form.zones")}
        body={t("shipping.form.zonesBody")}
      >
        <ZoneFields currency={typed.head.currency} {...props} />
      </SettingsSection>
      <SettingsSection
        id="service-packaging"
        title={t("shipping.form.packaging")}
        body={t("shipping.form.packagingBody")}
      >
        <PackagingFields code={typed.head.code} currency={typed.head.currency} {...props} />
      </SettingsSection>
      {dirty && page.mayEdit && !saved ? (
        <UnsavedBar
          id="service-save-bar"
          saving={fetcher.state === "submitting"}
          onSave={() => fetcher.submit(fields, { method: "post" })}
          onDiscard={() => setTyped({ head: page.head, draft: page.draft })}
        />
      ) : null}
    </BlockStack>
  );
}
