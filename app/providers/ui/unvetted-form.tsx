import { useFetcher } from "@remix-run/react";
import { BlockStack, Button, InlineStack, TextField } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSavedToast } from "~/ui/saved-toast";
import { useFormat } from "~/ui/use-format";
import type { ProviderPage } from "../page-queries.server";
import { problemAt, type UntilAnswer, untilProblems } from "./problems";

/** Until when an unvetted carrier may still be offered: the merchant's own risk, with an end. */
export function UnvettedForm({ page }: { page: ProviderPage }) {
  const { t } = useTranslation();
  const format = useFormat("UTC");
  const fetcher = useFetcher<UntilAnswer>();
  const [until, setUntil] = useState(page.offerUntil ?? "");
  const action = `/app/providers/${page.id}/offer-until`;
  useSavedToast(fetcher.data, t("providers.unvetted.saved"));
  const problem = problemAt(fetcher.data, "");
  const latest = format.day(page.latestOfferDay);
  return (
    <fetcher.Form method="post" action={action} noValidate>
      <BlockStack gap="300">
        <TextField
          name="until"
          type="date"
          label={t("providers.unvetted.until")}
          helpText={t("providers.unvetted.help", { day: latest })}
          autoComplete="off"
          min={page.today}
          max={page.latestOfferDay}
          value={until}
          onChange={setUntil}
          error={problem && t(untilProblems[problem], { day: latest })}
        />
        <InlineStack gap="200">
          <Button submit disabled={until === ""} loading={fetcher.state === "submitting"}>
            {t("providers.unvetted.save")}
          </Button>
          {page.offerUntil ? (
            <Button tone="critical" onClick={() => fetcher.submit({ until: "" }, { method: "post", action })}>
              {t("providers.unvetted.stop")}
            </Button>
          ) : null}
        </InlineStack>
      </BlockStack>
    </fetcher.Form>
  );
}
