import { BlockStack, Box, InlineStack, Link, Text } from "@shopify/polaris";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Format } from "~/ui/format";
import type { InboxPage, InboxRow } from "../queries.server";
import { Clock } from "./clock";
import { useLanguageName } from "./language-name";
import { useDates, useParcelLine } from "./parcel-part";
import { kindWords, stateWords } from "./words";

function AboutOrder({ row, format }: { row: InboxRow; format: Format }) {
  const languageName = useLanguageName();
  const parcelLine = useParcelLine();
  const datesOf = useDates(format);
  const place = row.country ? format.country(row.country) : null;
  return (
    <Text as="p" tone="subdued">
      {[parcelLine(row.parcel), row.parcel && datesOf(row.parcel), place, languageName(row.language)]
        .filter(Boolean)
        .join(" · ")}
    </Text>
  );
}

function Row({ row, format }: { row: InboxRow; format: Format }) {
  const { t } = useTranslation();
  return (
    <li className="fl-ticket">
      <div className="fl-row">
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
        <Clock left={row.left} format={format} />
      </div>
      <BlockStack gap="050">
        {row.excerpt ? (
          <p className="fl-excerpt" dir="auto">
            {row.excerpt}
          </p>
        ) : null}
        <AboutOrder row={row} format={format} />
      </BlockStack>
    </li>
  );
}

/** Arrow keys move between the links of a list, while one of them has the focus. */
function useArrowKeys() {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    const element = list.current;
    const move = (event: KeyboardEvent) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step || !element) return;
      const links: (Element | null)[] = [...element.querySelectorAll("a")];
      const at = links.indexOf(document.activeElement);
      const next = at < 0 ? null : links[at + step];
      if (!(next instanceof HTMLElement)) return;
      event.preventDefault();
      next.focus();
    };
    element?.addEventListener("keydown", move);
    return () => element?.removeEventListener("keydown", move);
  }, []);
  return list;
}

function Empty({ view }: { view: InboxPage["view"] }) {
  const { t } = useTranslation();
  return (
    <Box padding="400">
      <Text as="p" fontWeight="medium">
        {view === "due" ? t("tickets.noneDue") : t("tickets.noneAnswered")}
      </Text>
      <Text as="p" tone="subdued">
        {t("tickets.noneBody")}
      </Text>
    </Box>
  );
}

/** Tickets by the time they are due, each with its order and parcel at a glance. */
export function Inbox({ page, format }: { page: InboxPage; format: Format }) {
  const { t } = useTranslation();
  const list = useArrowKeys();
  return (
    <>
      {page.tickets.length === 0 ? <Empty view={page.view} /> : null}
      <ul className="fl-list fl-list-whole" ref={list}>
        {page.tickets.map((row) => (
          <Row key={row.id} row={row} format={format} />
        ))}
      </ul>
      {page.tickets.length > 1 ? (
        <div className="fl-wide">
          <Box padding="400" paddingBlockStart="200">
            <Text as="p" tone="subdued" variant="bodySm">
              {t("tickets.arrows")}
            </Text>
          </Box>
        </div>
      ) : null}
    </>
  );
}
