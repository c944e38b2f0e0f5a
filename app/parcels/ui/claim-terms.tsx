import { useFetcher } from "@remix-run/react";
import { BlockStack, Button, InlineStack, Select, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSavedToast } from "~/ui/saved-toast";
import { usualTerms } from "../core/claim";
import type { ClaimTermsPage } from "../page-queries.server";
import { type ClaimTermsAnswer, claimTermsProblems } from "./problems";

const here = "/app/parcels/claims";

function TermsRow({ one }: { one: ClaimTermsPage["terms"][number] }) {
  const { t } = useTranslation();
  const fetcher = useFetcher<ClaimTermsAnswer>();
  useSavedToast(fetcher.data, t("parcels.claim.terms.removed"));
  return (
    <li>
      <div className="fl-row">
        <Text as="span">
          <bdi>{one.name}</bdi>:{" "}
          {t("parcels.claim.terms.days", { lost: one.lostDays, damaged: one.damagedDays })}
        </Text>
        <fetcher.Form method="post" action={here}>
          <input type="hidden" name="intent" value="remove" />
          <input type="hidden" name="provider" value={one.providerId} />
          <input type="hidden" name="lostDays" value="" />
          <input type="hidden" name="damagedDays" value="" />
          <Button
            submit
            variant="plain"
            loading={fetcher.state !== "idle"}
            accessibilityLabel={t("parcels.claim.terms.removeOf", { name: one.name })}
          >
            {t("parcels.claim.terms.remove")}
          </Button>
        </fetcher.Form>
      </div>
    </li>
  );
}

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
  return (
    <ul className="fl-list fl-list-bare">
      {terms.map((one) => (
        <TermsRow key={one.providerId} one={one} />
      ))}
    </ul>
  );
}

/** Sets how long one provider takes claims. */
export function ClaimTermsForm({ providers }: { providers: ClaimTermsPage["providers"] }) {
  const { t } = useTranslation();
  const fetcher = useFetcher<ClaimTermsAnswer>();
  const [provider, setProvider] = useState(providers[0]?.id ?? "");
  const [lostDays, setLostDays] = useState(String(usualTerms.lostDays));
  const [damagedDays, setDamagedDays] = useState(String(usualTerms.damagedDays));
  useSavedToast(fetcher.data, t("parcels.claim.terms.saved"));
  const error = fetcher.data?.ok === false ? t(claimTermsProblems[fetcher.data.problem]) : undefined;
  if (providers.length === 0) return <Text as="p">{t("parcels.claim.terms.noProviders")}</Text>;
  return (
    <fetcher.Form method="post" action={here}>
      <input type="hidden" name="intent" value="save" />
      <BlockStack gap="300">
        <Select
          name="provider"
          label={t("parcels.claim.terms.provider")}
          options={providers.map(({ id, name }) => ({ value: id, label: name }))}
          value={provider}
          onChange={setProvider}
        />
        <TextField
          name="lostDays"
          label={t("parcels.claim.terms.lostDays")}
          type="number"
          min={1}
          value={lostDays}
          onChange={setLostDays}
          autoComplete="off"
        />
        <TextField
          name="damagedDays"
          label={t("parcels.claim.terms.damagedDays")}
          type="number"
          min={1}
          value={damagedDays}
          onChange={setDamagedDays}
          autoComplete="off"
          error={error}
        />
        <InlineStack>
          <Button submit variant="primary" loading={fetcher.state !== "idle"}>
            {t("form.save")}
          </Button>
        </InlineStack>
      </BlockStack>
    </fetcher.Form>
  );
}
