import { useFetcher } from "@remix-run/react";
import { Button, FormLayout, InlineError, InlineStack, Select, TextField } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { requiredFields, type ShipmentField, shipmentFields } from "../core/shipment-map";
import type { HistoryFile } from "../import-queries.server";
import { fieldWords, type HistoryAnswer, historyProblems } from "./history-words";

type Chosen = {
  columns: Partial<Record<ShipmentField, string>>;
  formats: string;
  currency: string;
  mark: string;
};

/** Whose problem it is: shown beside that field, with what it is about. */
const placeOf: Partial<Record<keyof typeof historyProblems, "formats" | "currency">> = {
  "no-date-format": "formats",
  "bad-date-format": "formats",
  "bad-currency": "currency",
};

const isField = (name: string): name is ShipmentField => (shipmentFields as readonly string[]).includes(name);

/** Says what the columns of a file hold, beginning from what their headings and cells suggest. */
export function HistoryMapForm({ file }: { file: HistoryFile }) {
  const { t } = useTranslation();
  const fetcher = useFetcher<HistoryAnswer>();
  const [chosen, setChosen] = useState<Chosen>(() => ({
    columns: Object.fromEntries(shipmentFields.map((field) => [field, file.map.columns[field] ?? ""])),
    formats: file.map.dateFormats.join("\n"),
    currency: file.map.currency ?? "",
    mark: file.map.decimalMark ?? "",
  }));
  const problem = fetcher.data?.ok === false ? fetcher.data : null;
  const words = problem && t(historyProblems[problem.problem], { at: namedAt(problem.at ?? "") });
  const place = problem && (placeOf[problem.problem] ?? "form");

  function namedAt(at: string): string {
    return isField(at) ? t(fieldWords[at]) : at;
  }

  function chooseColumn(field: ShipmentField, heading: string): void {
    const found = file.columns.find((column) => column.heading === heading);
    const isDay = field === "promisedOn" || field === "deliveredOn";
    setChosen((before) => {
      const known = before.formats.split("\n").filter((line) => line.trim() !== "");
      const formats = isDay ? [...new Set([...known, ...(found?.formats ?? [])])].join("\n") : before.formats;
      return { ...before, columns: { ...before.columns, [field]: heading }, formats };
    });
  }

  function send(): void {
    const { columns, formats, currency, mark } = chosen;
    const map = {
      columns: Object.fromEntries(Object.entries(columns).filter(([, heading]) => heading !== "")),
      dateFormats: formats.split("\n").flatMap((line) => line.trim() || []),
      currency: currency.trim() || null,
      decimalMark: mark === "" ? null : mark,
    };
    fetcher.submit({ intent: "map", id: file.id, map: JSON.stringify(map) }, { method: "post" });
  }

  const headings = file.columns.flatMap(({ heading }) =>
    heading === "" ? [] : [{ label: heading, value: heading }],
  );
  const none = { label: t("history.map.none"), value: "" };
  return (
    <FormLayout>
      <FormLayout.Group>
        {shipmentFields.map((field) => {
          const heading = chosen.columns[field] ?? "";
          const cells = file.columns.find((column) => column.heading === heading)?.cells ?? [];
          const said = cells.filter((cell) => cell.trim() !== "").join(" · ");
          return (
            <Select
              key={field}
              label={t(fieldWords[field])}
              options={[none, ...headings]}
              value={heading}
              onChange={(picked) => chooseColumn(field, picked)}
              requiredIndicator={requiredFields.includes(field)}
              helpText={said === "" ? undefined : t("history.map.cells", { cells: said })}
            />
          );
        })}
      </FormLayout.Group>
      <TextField
        label={t("history.map.formats")}
        helpText={t("history.map.formatsHelp")}
        value={chosen.formats}
        onChange={(formats) => setChosen((before) => ({ ...before, formats }))}
        multiline={3}
        autoComplete="off"
        error={place === "formats" && words ? words : undefined}
      />
      <FormLayout.Group>
        <TextField
          label={t("history.map.currency")}
          value={chosen.currency}
          onChange={(currency) => setChosen((before) => ({ ...before, currency }))}
          autoComplete="off"
          maxLength={3}
          error={place === "currency" && words ? words : undefined}
        />
        <Select
          label={t("history.map.mark")}
          options={[
            { label: t("history.map.markOwn"), value: "" },
            { label: t("history.map.markPoint"), value: "." },
            { label: t("history.map.markComma"), value: "," },
          ]}
          value={chosen.mark}
          onChange={(mark) => setChosen((before) => ({ ...before, mark }))}
        />
      </FormLayout.Group>
      {place === "form" && words ? <InlineError fieldID="history-map" message={words} /> : null}
      <InlineStack gap="200">
        <Button variant="primary" onClick={send} loading={fetcher.state !== "idle"}>
          {t("history.map.check")}
        </Button>
        <Button
          onClick={() => fetcher.submit({ intent: "discard", id: file.id }, { method: "post" })}
          disabled={fetcher.state !== "idle"}
        >
          {t("history.discard")}
        </Button>
      </InlineStack>
    </FormLayout>
  );
}
