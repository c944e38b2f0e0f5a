import { useFetcher, useNavigate } from "@remix-run/react";
import { Banner, BlockStack, Button, Card, InlineStack, Text, TextField } from "@shopify/polaris";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSavedToast } from "~/ui/saved-toast";
import { placeholdersIn } from "../core/macro";
import { longestReply } from "../core/message-text";
import type { ReplyThen } from "../core/ticket-state";
import type { TicketPage } from "../ticket-queries.server";
import { useLanguageName } from "./language-name";
import { Macros } from "./macros";
import { type ReplyAnswer, replyProblems } from "./words";

/** After a reply the ticket that is due next opens, or the inbox where none is left. */
function useOpenNext(answer: ReplyAnswer | undefined) {
  const navigate = useNavigate();
  useEffect(() => {
    if (answer?.ok) navigate(answer.value.next ? `/app/tickets/${answer.value.next}` : "/app/inbox");
  }, [answer, navigate]);
}

/** Writes to the buyer. What was typed stays when somebody else wrote meanwhile; then it takes a second look. */
export function ReplyForm({ page }: { page: TicketPage }) {
  const { t } = useTranslation();
  const fetcher = useFetcher<ReplyAnswer>();
  const [text, setText] = useState("");
  const languageName = useLanguageName();
  useSavedToast(fetcher.data, page.mailReady ? t("tickets.replied") : t("tickets.repliedWaits"));
  useOpenNext(fetcher.data);
  const problem = fetcher.data?.ok === false ? fetcher.data.problem : null;
  const left = placeholdersIn(text);
  const send = (andThen: ReplyThen) =>
    fetcher.submit({ text, lastSeen: page.ticket.lastMessageId, andThen }, { method: "post" });
  const busy = fetcher.state !== "idle";
  const blocked = busy || text.trim() === "" || left.length > 0;
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t("tickets.reply")}
        </Text>
        {page.mailReady ? null : <Banner tone="warning">{t("tickets.noMailServer")}</Banner>}
        <Macros macros={page.macros} language={page.ticket.language} onUse={setText} />
        <TextField
          label={t("tickets.replyIn", { language: languageName(page.ticket.language) })}
          autoComplete="off"
          multiline={6}
          maxLength={longestReply}
          value={text}
          onChange={setText}
          error={left.length > 0 ? t("tickets.fillFirst", { names: left.join(", ") }) : undefined}
        />
        {problem ? <Banner tone="critical">{t(replyProblems[problem])}</Banner> : null}
        <InlineStack gap="200">
          <Button
            variant="primary"
            loading={busy}
            disabled={blocked}
            onClick={() => send("pending_customer")}
          >
            {t("tickets.sendAndNext")}
          </Button>
          <Button disabled={blocked} onClick={() => send("solved")}>
            {t("tickets.sendAndSolve")}
          </Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}
