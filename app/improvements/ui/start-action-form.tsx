import { useFetcher } from "@remix-run/react";
import { Button, FormLayout, InlineError, InlineStack, Select, TextField } from "@shopify/polaris";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSavedToast } from "~/ui/saved-toast";
import { longestStep } from "../core/action";
import { type StartAnswer, startProblems } from "./problems";
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
  const fetcher = useFetcher<StartAnswer>();
  const [cell, setCell] = useState({ ...about, dimension: about.dimension || "reliability" });
  const [step, setStep] = useState("");
  const emptied = useRef<unknown>(undefined);
  useSavedToast(fetcher.data, t("actions.new.saved"));
  useEffect(() => {
    if (!fetcher.data?.ok || emptied.current === fetcher.data) return;
    emptied.current = fetcher.data;
    setStep("");
  }, [fetcher.data]);
  const problem = fetcher.data?.ok === false ? fetcher.data.problem : null;
  const atStep = problem?.startsWith("step-") ? problem : null;
  const set = (part: keyof typeof cell) => (value: string) => setCell((now) => ({ ...now, [part]: value }));
  const options = (all: string, choices: Choice[]) => [
    { value: "", label: all },
    ...choices.map(({ id, name }) => ({ value: id, label: name })),
  ];
  const places = [...markets, { id: "default", name: t("actions.otherCountries") }];
  return (
    <fetcher.Form method="post" action="/app/actions" noValidate>
      <FormLayout>
        <TextField
          name="step"
          label={t("actions.new.step")}
          helpText={t("actions.new.stepHelp")}
          autoComplete="off"
          maxLength={longestStep}
          value={step}
          onChange={setStep}
          error={atStep ? t(startProblems[atStep]) : undefined}
        />
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
        {problem && !atStep ? (
          <InlineError fieldID="start-action" message={t(startProblems[problem])} />
        ) : null}
        <InlineStack>
          <Button submit variant="primary" loading={fetcher.state !== "idle"}>
            {t("actions.new.save")}
          </Button>
        </InlineStack>
      </FormLayout>
    </fetcher.Form>
  );
}
