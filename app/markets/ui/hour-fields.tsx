import { BlockStack, InlineGrid, Text, TextField } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { weekdayFields } from "../core/market-form";
import { days, writeDay } from "../core/read-settings";
import type { FieldProps } from "./market-form";

const dayWords = {
  monday: "markets.day.monday",
  tuesday: "markets.day.tuesday",
  wednesday: "markets.day.wednesday",
  thursday: "markets.day.thursday",
  friday: "markets.day.friday",
  saturday: "markets.day.saturday",
  sunday: "markets.day.sunday",
} as const satisfies Record<(typeof weekdayFields)[number], string>;

/** When support answers in this market: zone, week with breaks, and days off. */
export function HourFields({ page, fields, change, errorOf }: FieldProps) {
  const { t } = useTranslation();
  const { support } = page.inForce;
  return (
    <BlockStack gap="400">
      <TextField
        name="zone"
        label={t("markets.hours.zone")}
        helpText={t("markets.hours.zoneHelp")}
        autoComplete="off"
        disabled={!page.mayEdit}
        placeholder={support.zone}
        value={fields.zone}
        error={errorOf("zone")}
        onChange={(zone) => change({ zone })}
      />
      <Text as="p" tone="subdued">
        {t("markets.hours.help")}
      </Text>
      <InlineGrid columns={{ xs: 1, sm: 2 }} gap="300">
        {weekdayFields.map((name, index) => (
          <TextField
            key={name}
            name={name}
            label={t(dayWords[name])}
            autoComplete="off"
            disabled={!page.mayEdit}
            placeholder={writeDay(support.weekly, days[index] ?? 1)}
            value={fields[name]}
            error={errorOf(name)}
            onChange={(value) => change({ [name]: value })}
          />
        ))}
      </InlineGrid>
      <TextField
        name="holidays"
        label={t("markets.hours.holidays")}
        helpText={t("markets.hours.holidaysHelp")}
        autoComplete="off"
        multiline={3}
        disabled={!page.mayEdit}
        value={fields.holidays}
        error={errorOf("holidays")}
        onChange={(holidays) => change({ holidays })}
      />
    </BlockStack>
  );
}
