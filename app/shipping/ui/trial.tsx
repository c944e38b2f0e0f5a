import { Form } from "@remix-run/react";
import { Badge, BlockStack, Button, Card, FormLayout, InlineStack, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Format } from "~/ui/format";
import type { Outcome } from "../core/trace";
import type { TrialPage } from "../trial-queries.server";
import { KeepCase } from "./kept-cases";
import { OptionLine } from "./option-line";
import { outcomeWords, ruleWords, useStepSentence } from "./trace-words";

const tones = { matched: "success", not: "critical", unknown: "attention" } as const satisfies Record<
  Outcome,
  string
>;

/** The cart to try: what the platform would send of it. */
export function TrialForm({ asked }: { asked: TrialPage["asked"] }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(asked);
  const field = (name: keyof typeof asked) => ({
    name,
    value: typed[name],
    onChange: (value: string) => setTyped((before) => ({ ...before, [name]: value })),
    autoComplete: "off",
  });
  return (
    <Card>
      <Form method="get">
        <FormLayout>
          <FormLayout.Group condensed>
            <TextField label={t("shipping.trial.country")} {...field("country")} />
            <TextField label={t("shipping.trial.province")} {...field("province")} />
            <TextField label={t("shipping.trial.postcode")} {...field("postcode")} />
          </FormLayout.Group>
          <FormLayout.Group condensed>
            <TextField label={t("shipping.trial.grams")} inputMode="numeric" {...field("grams")} />
            <TextField label={t("shipping.trial.value")} inputMode="numeric" {...field("value")} />
          </FormLayout.Group>
          <FormLayout.Group condensed>
            <TextField label={t("shipping.trial.currency")} {...field("currency")} />
            <TextField label={t("shipping.trial.language")} {...field("language")} />
          </FormLayout.Group>
          <InlineStack>
            <Button submit variant="primary">
              {t("shipping.trial.try")}
            </Button>
          </InlineStack>
        </FormLayout>
      </Form>
    </Card>
  );
}

/** The options this cart gets, then each step that led there. */
export function TrialResult({ page, format }: { page: TrialPage; format: Format }) {
  const { t } = useTranslation();
  const sentence = useStepSentence(format);
  return (
    <BlockStack gap="400">
      <Card>
        <BlockStack gap="300">
          <Text as="h2" variant="headingMd">
            {t("shipping.trial.options")}
          </Text>
          {page.options.length === 0 ? <Text as="p">{t("shipping.nothingOffered")}</Text> : null}
          <ul className="fl-list fl-list-bare">
            {page.options.map((option) => (
              <li key={option.code}>
                <OptionLine option={option} format={format} />
              </li>
            ))}
          </ul>
          {page.mayEdit ? <KeepCase asked={page.asked} /> : null}
        </BlockStack>
      </Card>
      {page.trace.map(({ code, steps }) => (
        <Card key={code}>
          <BlockStack gap="200">
            <Text as="h2" variant="headingMd">
              {t("shipping.trial.why", { code })}
            </Text>
            <ol className="fl-list fl-list-bare">
              {steps.map((step) => (
                <li className="fl-row" key={`${step.rule} ${step.reason} ${step.values.zone ?? ""}`}>
                  <BlockStack gap="0">
                    <Text as="span" fontWeight="medium">
                      {t(ruleWords[step.rule])}
                    </Text>
                    <Text as="span">{sentence(step)}</Text>
                  </BlockStack>
                  <Badge tone={tones[step.outcome]}>{t(outcomeWords[step.outcome])}</Badge>
                </li>
              ))}
            </ol>
          </BlockStack>
        </Card>
      ))}
    </BlockStack>
  );
}
