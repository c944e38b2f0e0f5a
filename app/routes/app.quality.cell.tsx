import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { TitleBar } from "@shopify/app-bridge-react";
import { BlockStack, Box, Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { fromAdmin } from "~/authenticate.server";
import { cellPage } from "~/improvements/cell-queries.server";
import { CellAction } from "~/improvements/ui/cell-action";
import { cellQuery } from "~/surveys/schemas";
import { CellComments } from "~/surveys/ui/cell-comments";
import { CellItems, CellNumber } from "~/surveys/ui/cell-number";
import { CellOrders } from "~/surveys/ui/cell-orders";
import { CellSection } from "~/surveys/ui/cell-section";
import { dimensionWords } from "~/surveys/ui/dimension-gap";
import { HowCalculated } from "~/surveys/ui/how-calculated";
import { usePlaceWords } from "~/surveys/ui/place-words";
import { TicketLines } from "~/tickets/ui/ticket-lines";
import { pageEdge } from "~/ui/page-edge";
import type { PageHandle } from "~/ui/page-title";
import { useFormat } from "~/ui/use-format";

export const handle: PageHandle = { title: "quality.behind.title" };

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await fromAdmin(request, "quality.view");
  const { searchParams } = new URL(request.url);
  const cell = cellQuery.safeParse({
    market: searchParams.get("market"),
    provider: searchParams.get("provider"),
    dimension: searchParams.get("dimension"),
  });
  const after = {
    orders: searchParams.get("orders"),
    comments: searchParams.get("comments"),
    tickets: searchParams.get("tickets"),
  };
  const page = cell.success && (await cellPage(ctx, cell.data, after));
  if (!page) throw new Response(null, { status: 404 });
  return json(page);
}

export default function QualityCellPage() {
  const { t } = useTranslation();
  const page = useLoaderData<typeof loader>();
  const [search] = useSearchParams();
  const format = useFormat(page.timezone);
  const words = usePlaceWords();
  const { cell, answers, now } = page;
  const { dimension } = cell;
  const title = t("quality.place", {
    market: words.market(cell.market, page.market),
    provider: words.provider(cell.providerId === "" ? "unknown" : cell.providerId, page.provider),
  });
  return (
    <Page
      title={title}
      subtitle={t(dimensionWords[dimension])}
      backAction={{ content: t("quality.title"), url: `/app/quality?dimension=${dimension}` }}
    >
      <TitleBar title={t("quality.behind.title")} />
      <BlockStack gap="400">
        <CellNumber cell={answers} dimension={dimension} />
        <CellAction key={search.toString()} page={page} />
        <CellSection id="statements" title={t("quality.behind.statements")}>
          <CellItems items={answers.items} />
        </CellSection>
        <CellSection id="orders" title={t("quality.behind.orders")} next={answers.nextOrders} search={search}>
          <CellOrders orders={answers.orders} parcels={page.parcels} format={format} />
        </CellSection>
        <CellSection
          id="comments"
          title={t("quality.behind.comments")}
          next={answers.nextComments}
          search={search}
        >
          <CellComments comments={answers.comments} format={format} now={now} />
        </CellSection>
        <CellSection id="tickets" title={t("quality.behind.tickets")} next={page.nextTickets} search={search}>
          <TicketLines
            tickets={page.tickets}
            empty={t("quality.behind.noTickets")}
            format={format}
            now={now}
          />
        </CellSection>
        <Box paddingInline={pageEdge}>
          <HowCalculated />
        </Box>
      </BlockStack>
    </Page>
  );
}
