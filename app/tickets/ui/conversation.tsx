import { Badge, BlockStack, Card, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Format } from "~/ui/format";
import { Moment } from "~/ui/moment";
import type { TicketPage } from "../ticket-queries.server";
import { mailWords } from "./words";

type Message = TicketPage["messages"][number];

function MailBadge({ message }: { message: Message }) {
  const { t } = useTranslation();
  const words = mailWords[message.mail];
  if (!words) return null;
  const tone = message.mail === "sent" ? "success" : message.mail === "waiting" ? "attention" : "critical";
  return <Badge tone={tone}>{t(words)}</Badge>;
}

/** One message as plain text; what somebody typed is never read as markup. */
function Bubble({ message, page, format }: { message: Message; page: TicketPage; format: Format }) {
  const { t } = useTranslation();
  const byApp = page.ticket.about
    ? t("tickets.openedByAnswer", { answer: page.ticket.about.lowest })
    : t("tickets.openedByMissing");
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
          <MailBadge message={message} />
        </InlineStack>
        <p className="fl-message" dir="auto">
          {message.author === "app" ? byApp : message.text || t("tickets.removed")}
        </p>
      </BlockStack>
    </li>
  );
}

/** Everything said so far, oldest first. */
export function Conversation({ page, format }: { page: TicketPage; format: Format }) {
  const { t } = useTranslation();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd" id="conversation">
          {t("tickets.conversation")}
        </Text>
        <ul className="fl-list fl-list-bare" aria-labelledby="conversation">
          {page.messages.map((message) => (
            <Bubble key={message.id} message={message} page={page} format={format} />
          ))}
        </ul>
      </BlockStack>
    </Card>
  );
}
