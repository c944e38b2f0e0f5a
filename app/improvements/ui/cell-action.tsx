import { BlockStack, Button, Card, InlineError, InlineStack, Link, Text, TextField } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { CellPage } from "../cell-queries.server";
import { useStartAction } from "./use-start-action";

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
  const { Form, form, stepField, elsewhere, busy } = useStartAction();
  return (
    <Form {...form}>
      <input type="hidden" name="market" value={cell.market ?? ""} />
      <input type="hidden" name="provider" value={cell.providerId ?? ""} />
      <input type="hidden" name="dimension" value={cell.dimension} />
      <BlockStack gap="300">
        <TextField {...stepField} helpText={t("quality.behind.stepHelp")} />
        {elsewhere ? <InlineError fieldID="improve" message={elsewhere} /> : null}
        <InlineStack>
          <Button submit variant="primary" loading={busy}>
            {t("quality.behind.start")}
          </Button>
        </InlineStack>
      </BlockStack>
    </Form>
  );
}
