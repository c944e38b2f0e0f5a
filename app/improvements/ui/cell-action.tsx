import { useFetcher } from "@remix-run/react";
import { BlockStack, Button, Card, InlineError, InlineStack, Link, Text, TextField } from "@shopify/polaris";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSavedToast } from "~/ui/saved-toast";
import type { CellPage } from "../cell-queries.server";
import { longestStep } from "../core/action";
import { type StartAnswer, startProblems } from "./problems";

type CellActionProps = { page: Pick<CellPage, "cell" | "steps" | "mayAct"> };

/** What is being done about this number, and the next thing to do. */
export function CellAction({ page }: CellActionProps) {
  const { t } = useTranslation();
  const { steps, mayAct } = page;
  if (!mayAct && steps.length === 0) return null;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd" id="improve">
          {t("quality.behind.improve")}
        </Text>
        {steps.map(({ id, step }) => (
          <Text as="p" key={id}>
            {t("quality.behind.underWay")} <Link url={`/app/actions#${id}`}>{step}</Link>
          </Text>
        ))}
        {mayAct ? <StartForm cell={page.cell} /> : null}
      </BlockStack>
    </Card>
  );
}

function StartForm({ cell }: { cell: CellPage["cell"] }) {
  const { t } = useTranslation();
  const fetcher = useFetcher<StartAnswer>();
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
  return (
    <fetcher.Form method="post" action="/app/actions" noValidate>
      <input type="hidden" name="market" value={cell.market ?? ""} />
      <input type="hidden" name="provider" value={cell.providerId ?? ""} />
      <input type="hidden" name="dimension" value={cell.dimension} />
      <BlockStack gap="300">
        <TextField
          name="step"
          label={t("actions.new.step")}
          helpText={t("quality.behind.stepHelp")}
          autoComplete="off"
          maxLength={longestStep}
          value={step}
          onChange={setStep}
          error={atStep ? t(startProblems[atStep]) : undefined}
        />
        {problem && !atStep ? <InlineError fieldID="improve" message={t(startProblems[problem])} /> : null}
        <InlineStack>
          <Button submit variant="primary" loading={fetcher.state !== "idle"}>
            {t("quality.behind.start")}
          </Button>
        </InlineStack>
      </BlockStack>
    </fetcher.Form>
  );
}
