import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { TitleBar } from "@shopify/app-bridge-react";
import { BlockStack, Box, Card, Page, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { fromAdmin } from "~/authenticate.server";
import { qualityPage } from "~/surveys/quality-queries.server";
import { DimensionGapFigures } from "~/surveys/ui/dimension-gap";
import { HowCalculated } from "~/surveys/ui/how-calculated";
import { QualityCells } from "~/surveys/ui/quality-cells";
import { pageEdge } from "~/ui/page-edge";
import type { PageHandle } from "~/ui/page-title";
import { useFormat } from "~/ui/use-format";

export const handle: PageHandle = { title: "quality.title" };

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await fromAdmin(request, "quality.view");
  return json(await qualityPage(ctx));
}

export default function QualityPage() {
  const { t } = useTranslation();
  const { dimensions, cells, answered } = useLoaderData<typeof loader>();
  const format = useFormat("UTC");
  return (
    <Page title={t("quality.title")}>
      <TitleBar title={t("quality.title")} />
      <BlockStack gap="400">
        <Box paddingInline={pageEdge}>
          <BlockStack gap="200">
            <Text as="p">{t("quality.intro")}</Text>
            <Text as="p" tone="subdued">
              {t("quality.answered", { count: answered.perceptions })}
            </Text>
          </BlockStack>
        </Box>
        <Card>
          <BlockStack gap="400">
            <Text as="h2" variant="headingMd">
              {t("quality.dimensions")}
            </Text>
            {dimensions.map((gap) => (
              <DimensionGapFigures key={gap.dimension} gap={gap} />
            ))}
          </BlockStack>
        </Card>
        <Card>
          <BlockStack gap="400">
            <Text as="h2" variant="headingMd">
              {t("quality.places")}
            </Text>
            <QualityCells cells={cells} format={format} />
          </BlockStack>
        </Card>
        <Box paddingInline={pageEdge}>
          <HowCalculated />
        </Box>
      </BlockStack>
    </Page>
  );
}
