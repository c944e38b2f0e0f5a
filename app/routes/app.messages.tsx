import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { TitleBar } from "@shopify/app-bridge-react";
import { BlockStack, Box, Button, Card, InlineStack, Page, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { fromAdmin } from "~/authenticate.server";
import { setAsidePage } from "~/orders/set-aside-queries.server";
import { RetryParked } from "~/orders/ui/retry-parked";
import { SetAsideList } from "~/orders/ui/set-aside-list";
import { parkedJobsPage } from "~/shop/parked-job-queries.server";
import { ParkedJobList } from "~/shop/ui/parked-job-list";
import { pageEdge } from "~/ui/page-edge";
import type { PageHandle } from "~/ui/page-title";
import { useFormat } from "~/ui/use-format";

export const handle: PageHandle = { title: "setAside.title" };

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await fromAdmin(request, "deliveries.retry");
  const { searchParams } = new URL(request.url);
  const work = await parkedJobsPage(ctx, searchParams.get("workAfter"));
  return json({ ...(await setAsidePage(ctx, searchParams.get("after"))), work });
}

export default function MessagesPage() {
  const { t } = useTranslation();
  const { deliveries, next, work, role, timezone } = useLoaderData<typeof loader>();
  const [search] = useSearchParams();
  const format = useFormat(timezone);
  const here = "/app/messages";
  return (
    <Page title={t("setAside.title")} backAction={{ content: t("app.back"), url: "/app" }}>
      <TitleBar title={t("setAside.title")} />
      <BlockStack gap="400">
        <Box paddingInline={pageEdge}>
          <BlockStack gap="300">
            <Text as="p">{t("setAside.intro")}</Text>
            {deliveries.some((one) => one.kept) ? <RetryParked mayRetry role={role} /> : null}
          </BlockStack>
        </Box>
        <Card padding="0">
          <SetAsideList deliveries={deliveries} format={format} />
        </Card>
        <Box paddingInline={pageEdge}>
          <InlineStack gap="200">
            {search.has("after") ? <Button url={here}>{t("setAside.newest")}</Button> : null}
            {next ? (
              <Button url={`${here}?after=${encodeURIComponent(next)}`}>{t("setAside.older")}</Button>
            ) : null}
          </InlineStack>
        </Box>
        <Box paddingInline={pageEdge}>
          <BlockStack gap="300">
            <Text as="h2" variant="headingMd">
              {t("parkedJobs.title")}
            </Text>
            <Text as="p">{t("parkedJobs.intro")}</Text>
            {work.jobs.length > 0 ? <RetryParked mayRetry role={role} of="work" /> : null}
          </BlockStack>
        </Box>
        <Card padding="0">
          <ParkedJobList jobs={work.jobs} format={format} />
        </Card>
        <Box paddingInline={pageEdge}>
          <InlineStack gap="200">
            {search.has("workAfter") ? <Button url={here}>{t("setAside.newest")}</Button> : null}
            {work.next ? (
              <Button url={`${here}?workAfter=${encodeURIComponent(work.next)}`}>
                {t("setAside.older")}
              </Button>
            ) : null}
          </InlineStack>
        </Box>
      </BlockStack>
    </Page>
  );
}
