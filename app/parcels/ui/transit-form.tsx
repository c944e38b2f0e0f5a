import { useFetcher } from "@remix-run/react";
import { BlockStack, Button, InlineStack, Select, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSavedToast } from "~/ui/saved-toast";
import { anyCountry } from "../core/promise";
import type { TransitPage } from "../page-queries.server";
import { type TransitAnswer, transitProblems } from "./problems";

type Default = TransitPage["defaults"][number];

function useCountryName(): (one: Default) => string {
  const { t } = useTranslation();
  return (one) => (one.country === anyCountry ? t("parcels.promise.anyCountry") : (one.name ?? one.country));
}

function DefaultRow({ one }: { one: Default }) {
  const { t } = useTranslation();
  const name = useCountryName()(one);
  const fetcher = useFetcher<TransitAnswer>();
  useSavedToast(fetcher.data, t("parcels.promise.removed"));
  return (
    <li>
      <div className="fl-row">
        <Text as="span">
          {name}: {t("parcels.promise.days", { min: one.minDays, count: one.maxDays })}
        </Text>
        <fetcher.Form method="post" action="/app/parcels/promise">
          <input type="hidden" name="intent" value="remove" />
          <input type="hidden" name="country" value={one.country} />
          <input type="hidden" name="minDays" value="" />
          <input type="hidden" name="maxDays" value="" />
          <Button
            submit
            variant="plain"
            loading={fetcher.state !== "idle"}
            accessibilityLabel={t("parcels.promise.removeOf", { name })}
          >
            {t("parcels.promise.remove")}
          </Button>
        </fetcher.Form>
      </div>
    </li>
  );
}

/** What is set so far. */
export function TransitDefaults({ defaults }: { defaults: Default[] }) {
  const { t } = useTranslation();
  if (defaults.length === 0) {
    return (
      <Text as="p" tone="subdued">
        {t("parcels.promise.none")}
      </Text>
    );
  }
  return (
    <ul className="fl-list fl-list-bare">
      {defaults.map((one) => (
        <DefaultRow key={one.country} one={one} />
      ))}
    </ul>
  );
}

/** Sets the usual transit of one country, or of all the others. */
export function TransitForm({ countries }: { countries: TransitPage["countries"] }) {
  const { t } = useTranslation();
  const fetcher = useFetcher<TransitAnswer>();
  const [country, setCountry] = useState<string>(anyCountry);
  const [minDays, setMinDays] = useState("");
  const [maxDays, setMaxDays] = useState("");
  useSavedToast(fetcher.data, t("parcels.promise.saved"));
  const error = fetcher.data?.ok === false ? t(transitProblems[fetcher.data.problem]) : undefined;
  const options = [
    { value: anyCountry, label: t("parcels.promise.anyCountry") },
    ...countries.map(({ code, name }) => ({ value: code, label: name })),
  ];
  return (
    <fetcher.Form method="post" action="/app/parcels/promise">
      <input type="hidden" name="intent" value="save" />
      <BlockStack gap="300">
        <Select
          name="country"
          label={t("parcels.column.country")}
          options={options}
          value={country}
          onChange={setCountry}
        />
        <TextField
          name="minDays"
          label={t("parcels.promise.minDays")}
          type="number"
          min={0}
          value={minDays}
          onChange={setMinDays}
          autoComplete="off"
        />
        <TextField
          name="maxDays"
          label={t("parcels.promise.maxDays")}
          type="number"
          min={1}
          value={maxDays}
          onChange={setMaxDays}
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
