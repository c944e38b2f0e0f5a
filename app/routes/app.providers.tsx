import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { TitleBar } from "@shopify/app-bridge-react";
import { BlockStack, Box, Button, Card, InlineStack, Page, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { fromAdmin } from "~/authenticate.server";
import { providersPage } from "~/providers/page-queries.server";
import { ProviderList } from "~/providers/ui/provider-list";
import { pageEdge } from "~/ui/page-edge";
import type { PageHandle } from "~/ui/page-title";

export const handle: PageHandle = { title: "providers.title" };

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await fromAdmin(request, "providers.view");
  const after = new URL(request.url).searchParams.get("after") ?? undefined;
  return json(await providersPage(ctx, { after }));
}

export default function ProvidersPage() {
  const { t } = useTranslation();
  const { providers, review, next, today, mayEdit } = useLoaderData<typeof loader>();
  const [search] = useSearchParams();
  const here = "/app/providers";
  return (
    <Page
      title={t("providers.title")}
      {...(review && {
        primaryAction: {
          content: t("providers.reviewNext", { name: review.name }),
          url: `${here}/${review.id}#decide`,
        },
      })}
      {...(mayEdit && {
        secondaryActions: [
          { content: t("providers.add"), url: `${here}/new` },
          { content: t("history.open"), url: `${here}/history` },
        ],
      })}
    >
      <TitleBar title={t("providers.title")} />
      <BlockStack gap="400">
        <Box paddingInline={pageEdge}>
          <Text as="p">{t("providers.intro")}</Text>
        </Box>
        <Card padding="0">
          <ProviderList providers={providers} today={today} />
        </Card>
        <Box paddingInline={pageEdge}>
          <InlineStack gap="200">
            {search.has("after") ? <Button url={here}>{t("providers.first")}</Button> : null}
            {next ? (
              <Button url={`${here}?after=${encodeURIComponent(next)}`}>{t("providers.more")}</Button>
            ) : null}
          </InlineStack>
        </Box>
      </BlockStack>
    </Page>
  );
}
