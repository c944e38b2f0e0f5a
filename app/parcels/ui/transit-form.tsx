import { useFetcher } from "@remix-run/react";
import { Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useSavedToast } from "~/ui/saved-toast";
import { anyCountry } from "../core/promise";
import type { TransitPage } from "../page-queries.server";
import { DaysForm, type DaysPlace, DaysRow } from "./days-form";
import { type TransitAnswer, transitProblems } from "./problems";

type Default = TransitPage["defaults"][number];

const here: DaysPlace = { action: "/app/parcels/promise", whom: "country", days: ["minDays", "maxDays"] };

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
  const words = { remove: t("parcels.promise.remove"), removed: t("parcels.promise.removed") };
  const nameOf = (one: Default) =>
    one.country === anyCountry ? t("parcels.promise.anyCountry") : (one.name ?? one.country);
  return (
    <ul className="fl-list fl-list-bare">
      {defaults.map((one) => (
        <DaysRow
          key={one.country}
          place={here}
          whom={one.country}
          words={{ ...words, removeOf: t("parcels.promise.removeOf", { name: nameOf(one) }) }}
        >
          {nameOf(one)}: {t("parcels.promise.days", { min: one.minDays, count: one.maxDays })}
        </DaysRow>
      ))}
    </ul>
  );
}

/** Sets the usual transit of one country, or of all the others. */
export function TransitForm({ countries }: { countries: TransitPage["countries"] }) {
  const { t } = useTranslation();
  const fetcher = useFetcher<TransitAnswer>();
  useSavedToast(fetcher.data, t("parcels.promise.saved"));
  const error = fetcher.data?.ok === false ? t(transitProblems[fetcher.data.problem]) : undefined;
  return (
    <DaysForm
      place={here}
      fetcher={fetcher}
      whom={{
        label: t("parcels.column.country"),
        options: [
          { value: anyCountry, label: t("parcels.promise.anyCountry") },
          ...countries.map(({ code, name }) => ({ value: code, label: name })),
        ],
      }}
      days={[
        { label: t("parcels.promise.minDays"), min: 0, value: "" },
        { label: t("parcels.promise.maxDays"), min: 1, value: "" },
      ]}
      error={error}
    />
  );
}
