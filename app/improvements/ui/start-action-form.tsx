import { Button, FormLayout, InlineError, InlineStack, Select, TextField } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useStartAction } from "./use-start-action";
import { dimensionWords } from "./words";

type Choice = { id: string; name: string };
type StartActionFormProps = {
  markets: Choice[];
  providers: Choice[];
  /** What the form begins with, as a link to it says; empty for all. */
  about: { market: string; provider: string; dimension: string };
};

/** Writes down what is done differently from now on, and for whom it should become better. */
export function StartActionForm({ markets, providers, about }: StartActionFormProps) {
  const { t } = useTranslation();
  const { Form, form, stepField, elsewhere, busy } = useStartAction();
  const [cell, setCell] = useState({ ...about, dimension: about.dimension || "reliability" });
  const set = (part: keyof typeof cell) => (value: string) => setCell((now) => ({ ...now, [part]: value }));
  const options = (all: string, choices: Choice[]) => [
    { value: "", label: all },
    ...choices.map(({ id, name }) => ({ value: id, label: name })),
  ];
  const places = [...markets, { id: "default", name: t("actions.otherCountries") }];
  return (
    <Form {...form}>
      <FormLayout>
        <TextField {...stepField} helpText={t("actions.new.stepHelp")} />
        <FormLayout.Group condensed>
          <Select
            name="market"
            label={t("actions.new.market")}
            options={options(t("actions.everyMarket"), places)}
            value={cell.market}
            onChange={set("market")}
          />
          <Select
            name="provider"
            label={t("actions.new.provider")}
            options={options(t("actions.everyProvider"), providers)}
            value={cell.provider}
            onChange={set("provider")}
          />
        </FormLayout.Group>
        <Select
          name="dimension"
          label={t("actions.new.dimension")}
          options={Object.entries(dimensionWords).map(([value, words]) => ({ value, label: t(words) }))}
          value={cell.dimension}
          onChange={set("dimension")}
        />
        {elsewhere ? <InlineError fieldID="start-action" message={elsewhere} /> : null}
        <InlineStack>
          <Button submit variant="primary" loading={busy}>
            {t("actions.new.save")}
          </Button>
        </InlineStack>
      </FormLayout>
    </Form>
  );
}
