import { type ActionFunctionArgs, json, type LoaderFunctionArgs } from "@remix-run/node";
import { type ClientActionFunctionArgs, useLoaderData } from "@remix-run/react";
import { TitleBar } from "@shopify/app-bridge-react";
import { BlockStack, InlineStack, Layout, Page, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { fromAdmin } from "~/authenticate.server";
import { formFields } from "~/lib/form-fields";
import { replyToTicket } from "~/tickets/commands.server";
import { replyForm } from "~/tickets/schemas";
import { ticketPage } from "~/tickets/ticket-queries.server";
import { Beside } from "~/tickets/ui/beside";
import { Clock } from "~/tickets/ui/clock";
import { Conversation } from "~/tickets/ui/conversation";
import { ReplyForm } from "~/tickets/ui/reply-form";
import { kindWords, type ReplyAnswer, stateWords } from "~/tickets/ui/words";
import { answerOrNothing } from "~/ui/no-answer";
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
  const title = t("tickets.rowTitle", { kind: t(kindWords[ticket.kind]), order: page.order?.name ?? "" });
  return (
    <Page title={title} backAction={{ content: t("tickets.title"), url: "/app/inbox" }}>
      <TitleBar title={title} />
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            <InlineStack gap="200" blockAlign="center">
              <Clock left={ticket.left} format={format} />
              <Text as="span">{t(stateWords[ticket.state])}</Text>
            </InlineStack>
            <Conversation page={page} format={format} />
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
