import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useNavigate } from "@remix-run/react";
import { TitleBar } from "@shopify/app-bridge-react";
import { BlockStack, Box, Button, ButtonGroup, Card, Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { fromAdmin } from "~/authenticate.server";
import { inboxPage } from "~/tickets/queries.server";
import { Inbox } from "~/tickets/ui/inbox";
import { pageEdge } from "~/ui/page-edge";
import type { PageHandle } from "~/ui/page-title";
import { useFormat } from "~/ui/use-format";

export const handle: PageHandle = { title: "tickets.title" };

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await fromAdmin(request, "tickets.view");
  const { searchParams } = new URL(request.url);
  const view = searchParams.get("view") === "answered" ? "answered" : "due";
  return json(await inboxPage(ctx, { view, after: searchParams.get("after") }));
}

export default function InboxPage() {
  const { t } = useTranslation();
  const page = useLoaderData<typeof loader>();
  const navigate = useNavigate();
  const format = useFormat(page.timezone);
  const more = new URLSearchParams({ view: page.view, after: page.next ?? "" });
  return (
    <Page title={t("tickets.title")}>
      <TitleBar title={t("tickets.title")} />
      <BlockStack gap="400">
        <Box paddingInline={pageEdge}>
          <ButtonGroup variant="segmented">
            <Button pressed={page.view === "due"} onClick={() => navigate("/app/inbox")}>
              {t("tickets.viewDue")}
            </Button>
            <Button pressed={page.view === "answered"} onClick={() => navigate("/app/inbox?view=answered")}>
              {t("tickets.viewAnswered")}
            </Button>
          </ButtonGroup>
        </Box>
        <Card padding="0">
          <Inbox page={page} format={format} />
        </Card>
        {page.next ? (
          <Box paddingInline={pageEdge}>
            <Button url={`/app/inbox?${more}`}>{t("tickets.more")}</Button>
          </Box>
        ) : null}
      </BlockStack>
    </Page>
  );
}
