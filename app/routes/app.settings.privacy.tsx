import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { TitleBar } from "@shopify/app-bridge-react";
import { BlockStack, Box, Button, Card, InlineStack, Page, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { fromAdmin } from "~/authenticate.server";
import { privacyPage } from "~/shop/queries.server";
import { PrivacyRequests } from "~/shop/ui/privacy-requests";
import { pageEdge } from "~/ui/page-edge";
import type { PageHandle } from "~/ui/page-title";
import { useFormat } from "~/ui/use-format";

export const handle: PageHandle = { title: "privacy.title" };

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await fromAdmin(request, "privacy.view");
  const after = new URL(request.url).searchParams.get("after") ?? undefined;
  return json(await privacyPage(ctx, { after }));
}

export default function PrivacyPage() {
  const { t } = useTranslation();
  const { requests, next, timezone } = useLoaderData<typeof loader>();
  const [search] = useSearchParams();
  const format = useFormat(timezone);
  const here = "/app/settings/privacy";
  return (
    <Page title={t("privacy.title")} backAction={{ content: t("app.back"), url: "/app/settings" }}>
      <TitleBar title={t("privacy.title")} />
      <BlockStack gap="400">
        <Box paddingInline={pageEdge}>
          <Text as="p">{t("privacy.intro")}</Text>
        </Box>
        <Card padding="0">
          <PrivacyRequests requests={requests} format={format} />
        </Card>
        <Box paddingInline={pageEdge}>
          <InlineStack gap="200">
            {search.has("after") ? <Button url={here}>{t("privacy.newest")}</Button> : null}
            {next ? (
              <Button url={`${here}?after=${encodeURIComponent(next)}`}>{t("privacy.older")}</Button>
            ) : null}
          </InlineStack>
        </Box>
      </BlockStack>
    </Page>
  );
}
