import { Box, InlineStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Format } from "~/ui/format";
import { Moment } from "~/ui/moment";
import type { TicketKind, TicketState } from "../core/ticket-state";
import { kindWords, stateWords } from "./words";

type Line = { id: string; kind: TicketKind; state: TicketState; orderName: string | null; at: string };
type LinesProps = { tickets: Line[]; empty: string; format: Format; now: string };

/** Tickets in one line each, on pages that are not about them. */
export function TicketLines({ tickets, empty, format, now }: LinesProps) {
  const { t } = useTranslation();
  if (tickets.length === 0) {
    return (
      <Box padding="400" paddingBlockStart="0">
        <Text as="p" tone="subdued">
          {empty}
        </Text>
      </Box>
    );
  }
  return (
    <ul className="fl-list">
      {tickets.map(({ id, kind, state, orderName, at }) => (
        <li key={id} className="fl-row">
          <InlineStack gap="200">
            <Link url={`/app/tickets/${id}`}>
              {t("tickets.rowTitle", { kind: t(kindWords[kind]), order: orderName ?? "" })}
            </Link>
            <Text as="span" tone="subdued">
              {t(stateWords[state])}
            </Text>
          </InlineStack>
          <Text as="span" tone="subdued">
            <Moment instant={at} format={format} now={now} />
          </Text>
        </li>
      ))}
    </ul>
  );
}
