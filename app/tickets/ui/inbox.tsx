import { BlockStack, Box, InlineStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Format } from "~/ui/format";
import type { InboxPage, InboxRow } from "../queries.server";
import { Clock } from "./clock";
import { useLanguageName } from "./language-name";
import { kindWords, parcelWords, stateWords } from "./words";

function ParcelLine({ row, format }: { row: InboxRow; format: Format }) {
  const { t } = useTranslation();
  const languageName = useLanguageName();
  const parcel = row.parcel
    ? [row.parcel.carrier, t(parcelWords[row.parcel.state])].filter(Boolean).join(": ")
    : t("tickets.noParcel");
  const place = row.country ? format.country(row.country) : null;
  return (
    <Text as="p" tone="subdued">
      {[parcel, place, languageName(row.language)].filter(Boolean).join(" · ")}
    </Text>
  );
}

function Row({ row, format }: { row: InboxRow; format: Format }) {
  const { t } = useTranslation();
  return (
    <li className="fl-row">
      <BlockStack gap="100">
        <InlineStack gap="200" blockAlign="center">
          <Text as="h2" variant="headingSm">
            <Link url={`/app/tickets/${row.id}`}>
              {t("tickets.rowTitle", { kind: t(kindWords[row.kind]), order: row.order?.name ?? "" })}
            </Link>
          </Text>
          <Text as="span" tone="subdued">
            {t(stateWords[row.state])}
          </Text>
        </InlineStack>
        <ParcelLine row={row} format={format} />
      </BlockStack>
      <Clock left={row.left} format={format} />
    </li>
  );
}

/** Tickets by the time they are due, each with its order and parcel at a glance. */
export function Inbox({ page, format }: { page: InboxPage; format: Format }) {
  const { t } = useTranslation();
  if (page.tickets.length === 0) {
    return (
      <Box padding="400">
        <Text as="p" fontWeight="medium">
          {page.view === "due" ? t("tickets.noneDue") : t("tickets.noneAnswered")}
        </Text>
        <Text as="p" tone="subdued">
          {t("tickets.noneBody")}
        </Text>
      </Box>
    );
  }
  return (
    <ul className="fl-list fl-list-whole">
      {page.tickets.map((row) => (
        <Row key={row.id} row={row} format={format} />
      ))}
    </ul>
  );
}
