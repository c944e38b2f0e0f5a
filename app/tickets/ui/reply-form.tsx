import { useFetcher, useNavigate } from "@remix-run/react";
import { Banner, BlockStack, Button, Card, InlineStack, Text, TextField } from "@shopify/polaris";
import { type RefObject, useCallback, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useSavedToast } from "~/ui/saved-toast";
import { placeholdersIn } from "../core/macro";
import { longestReply } from "../core/message-text";
import type { ReplyThen } from "../core/ticket-state";
import type { TicketPage } from "../ticket-queries.server";
import { useLanguageName } from "./language-name";
import { Macros } from "./macros";
import { useDraft } from "./use-draft";
import { type ReplyAnswer, replyProblems } from "./words";

/** What a ticket that a reply has opened is told by the navigation. */
export const openedByReply = "opened-by-reply";

const fieldId = "reply-text";

/** Calls `send` for Ctrl or ⌘ and Enter pressed inside `place`. */
function useSendKey(place: RefObject<HTMLElement | null>, send: () => void) {
  useEffect(() => {
    const element = place.current;
    const pressed = (event: KeyboardEvent) => {
      if (event.key !== "Enter" || event.isComposing || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      send();
    };
    element?.addEventListener("keydown", pressed);
    return () => element?.removeEventListener("keydown", pressed);
  }, [place, send]);
}

/**
 * After a reply the ticket that is due next opens, or the inbox where none is left. `answer` is given once the page has
 * been read again: were that still under way, it would come after the next ticket and be drawn in its place.
 */
function useOpenNext(answer: ReplyAnswer | undefined, forgetDraft: () => void) {
  const navigate = useNavigate();
  const sent = useRef(forgetDraft);
  sent.current = forgetDraft;
  useEffect(() => {
    if (!answer?.ok) return;
    sent.current();
    const { next } = answer.value;
    navigate(next ? `/app/tickets/${next}` : "/app/inbox", { state: openedByReply });
  }, [answer, navigate]);
}

/** Writes to the buyer. What was typed stays when somebody else wrote meanwhile; then it takes a second look. */
export function ReplyForm({ page }: { page: TicketPage }) {
  const { t } = useTranslation();
  const fetcher = useFetcher<ReplyAnswer>();
  const [text, setText, forget] = useDraft(page.ticket.id);
  const languageName = useLanguageName();
  useSavedToast(fetcher.data, page.mailReady ? t("tickets.replied") : t("tickets.repliedWaits"));
  useOpenNext(fetcher.state === "idle" ? fetcher.data : undefined, forget);
  const problem = fetcher.data?.ok === false ? fetcher.data.problem : null;
  const left = placeholdersIn(text);
  const busy = fetcher.state !== "idle";
  const blocked = busy || text.trim() === "" || left.length > 0;
  const { submit } = fetcher;
  const { lastMessageId: lastSeen } = page.ticket;
  const send = useCallback(
    (andThen: ReplyThen) => {
      if (!blocked) submit({ text, lastSeen, andThen }, { method: "post" });
    },
    [blocked, submit, text, lastSeen],
  );
  const place = useRef<HTMLDivElement>(null);
  useSendKey(
    place,
    useCallback(() => send("pending_customer"), [send]),
  );
  const use = (macro: string) => {
    setText(text.trim() === "" ? macro : `${text.trimEnd()}\n\n${macro}`);
    document.getElementById(fieldId)?.focus();
  };
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t("tickets.reply")}
        </Text>
        {page.mailReady ? null : <Banner tone="warning">{t("tickets.noMailServer")}</Banner>}
        <Macros macros={page.macros} language={page.ticket.language} onUse={use} />
        <div ref={place}>
          <TextField
            id={fieldId}
            helpText={t("tickets.shortcut")}
            label={t("tickets.replyIn", { language: languageName(page.ticket.language) })}
            autoComplete="off"
            multiline={6}
            maxLength={longestReply}
            value={text}
            onChange={setText}
            error={left.length > 0 ? t("tickets.fillFirst", { names: left.join(", ") }) : undefined}
          />
        </div>
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
