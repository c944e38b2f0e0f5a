import { Badge, BlockStack, Card, InlineStack, Text } from "@shopify/polaris";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Format } from "~/ui/format";
import { Moment } from "~/ui/moment";
import type { TicketPage } from "../ticket-queries.server";
import { causeWords, mailWords } from "./words";

type Message = TicketPage["messages"][number];

function MailBadge({ message, page }: { message: Message; page: TicketPage }) {
  const { t } = useTranslation();
  const most = page.mailDayFull;
  if (message.mail === "waiting" && most !== null)
    return <Badge tone="attention">{t("tickets.mail.tomorrow", { most })}</Badge>;
  const words = mailWords[message.mail];
  if (!words) return null;
  const tone = message.mail === "sent" ? "success" : message.mail === "waiting" ? "attention" : "critical";
  return <Badge tone={tone}>{t(words)}</Badge>;
}

/** One message as plain text; what somebody typed is never read as markup. */
function Bubble({ message, page, format }: { message: Message; page: TicketPage; format: Format }) {
  const { t } = useTranslation();
  const { about } = page.ticket;
  const byApp =
    message.cause === "low-answer" && about
      ? t("tickets.openedByAnswer", { answer: about.lowest })
      : t(causeWords[message.cause ?? "missing"]);
  const author = {
    buyer: page.contact?.name ?? t("tickets.theBuyer"),
    staff: message.name ?? t("tickets.aColleague"),
    app: t("app.name"),
  }[message.author];
  return (
    <li>
      <BlockStack gap="100">
        <InlineStack gap="200" blockAlign="center">
          <Text as="span" fontWeight="semibold">
            <bdi>{author}</bdi>
          </Text>
          <Text as="span" tone="subdued">
            <Moment instant={message.at} format={format} />
          </Text>
          <MailBadge message={message} page={page} />
        </InlineStack>
        <p className="fl-message" dir="auto">
          {message.author === "app" ? byApp : message.text || t("tickets.removed")}
        </p>
      </BlockStack>
    </li>
  );
}

/**
 * Everything said so far, oldest first. Where a reply opened this ticket its heading is focused: whoever works by
 * keyboard or by ear stands at the beginning of the next one, not nowhere.
 */
export function Conversation({ page, format, focus }: { page: TicketPage; format: Format; focus: boolean }) {
  const { t } = useTranslation();
  const heading = useRef<HTMLDivElement>(null);
  const { id } = page.ticket;
  useEffect(() => {
    if (focus && id) heading.current?.focus();
  }, [focus, id]);
  return (
    <Card>
      <BlockStack gap="300">
        <div ref={heading} tabIndex={-1}>
          <Text as="h2" variant="headingMd" id="conversation">
            {t("tickets.conversation")}
          </Text>
        </div>
        <ul className="fl-list fl-list-bare" aria-labelledby="conversation">
          {page.messages.map((message) => (
            <Bubble key={message.id} message={message} page={page} format={format} />
          ))}
        </ul>
      </BlockStack>
    </Card>
  );
}
