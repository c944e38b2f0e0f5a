import { type ActionFunctionArgs, json, type LoaderFunctionArgs } from "@remix-run/node";
import { type ClientActionFunctionArgs, useLoaderData, useLocation } from "@remix-run/react";
import { TitleBar } from "@shopify/app-bridge-react";
import { BlockStack, Box, InlineStack, Layout, Page, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { fromAdmin } from "~/authenticate.server";
import { formFields } from "~/lib/form-fields";
import { replyToTicket } from "~/tickets/commands.server";
import { replyForm } from "~/tickets/schemas";
import { ticketPage } from "~/tickets/ticket-queries.server";
import { Beside } from "~/tickets/ui/beside";
import { Clock } from "~/tickets/ui/clock";
import { Conversation } from "~/tickets/ui/conversation";
import { useDates, useParcelLine } from "~/tickets/ui/parcel-part";
import { openedByReply, ReplyForm } from "~/tickets/ui/reply-form";
import { kindWords, type ReplyAnswer, stateWords } from "~/tickets/ui/words";
import { answerOrNothing } from "~/ui/no-answer";
import { pageEdge } from "~/ui/page-edge";
import type { PageHandle } from "~/ui/page-title";
import { useFormat } from "~/ui/use-format";

export const handle: PageHandle = { title: "tickets.one" };

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await fromAdmin(request, "tickets.view");
  const page = await ticketPage(ctx, params.id ?? "");
  if (!page) throw new Response(null, { status: 404 });
  return json(page);
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await fromAdmin(request, "tickets.reply");
  const form = replyForm.safeParse(await formFields(request));
  if (!form.success) return json<ReplyAnswer>({ ok: false, problem: "form-unreadable" }, { status: 400 });
  const result = await replyToTicket(ctx, params.id ?? "", form.data);
  return json<ReplyAnswer>(result, { status: result.ok ? 200 : 422 });
}

export function clientAction({ serverAction }: ClientActionFunctionArgs) {
  return answerOrNothing(() => serverAction<typeof action>());
}

export default function TicketPage() {
  const { t } = useTranslation();
  const page = useLoaderData<typeof loader>();
  const format = useFormat(page.timezone);
  const { ticket } = page;
  const latest = page.parcels.at(-1) ?? null;
  const parcelLine = useParcelLine();
  const datesOf = useDates(format);
  const { state: cameBy } = useLocation();
  const title = t("tickets.rowTitle", { kind: t(kindWords[ticket.kind]), order: page.order?.name ?? "" });
  return (
    <Page title={title} backAction={{ content: t("tickets.title"), url: "/app/inbox" }}>
      <TitleBar title={title} />
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            <Box paddingInline={pageEdge}>
              <InlineStack gap="200" blockAlign="center">
                <Clock left={ticket.left} format={format} />
                <Text as="span">{t(stateWords[ticket.state])}</Text>
                <Text as="span" tone="subdued">
                  {[parcelLine(latest), latest && datesOf(latest)].filter(Boolean).join(" · ")}
                </Text>
              </InlineStack>
            </Box>
            <Conversation page={page} format={format} focus={cameBy === openedByReply} />
            {page.mayReply ? <ReplyForm key={ticket.id} page={page} /> : null}
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <Beside page={page} format={format} />
        </Layout.Section>
      </Layout>
    </Page>
  );
}
