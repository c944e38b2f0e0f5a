import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { TitleBar } from "@shopify/app-bridge-react";
import { BlockStack, Box, Card, Page, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { fromAdmin } from "~/authenticate.server";
import { marketsPage } from "~/markets/queries.server";
import { MarketList } from "~/markets/ui/market-list";
import { pageEdge } from "~/ui/page-edge";
import type { PageHandle } from "~/ui/page-title";
import { useFormat } from "~/ui/use-format";

export const handle: PageHandle = { title: "markets.title" };

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await fromAdmin(request, "markets.view");
  return json(await marketsPage(ctx));
}

export default function MarketsPage() {
  const { t } = useTranslation();
  const page = useLoaderData<typeof loader>();
  const format = useFormat("UTC");
  return (
    <Page title={t("markets.title")}>
      <TitleBar title={t("markets.title")} />
      <BlockStack gap="400">
        <Box paddingInline={pageEdge}>
          <Text as="p">{page.mirrored ? t("markets.intro") : t("markets.notMirrored")}</Text>
        </Box>
        <Card padding="0">
          <MarketList page={page} format={format} />
        </Card>
      </BlockStack>
    </Page>
  );
}
