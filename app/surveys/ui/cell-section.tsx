import { Box, Button, Card, InlineStack, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

type SectionProps = {
  /** Also the name of its place in the address, where it goes on. */
  id: string;
  title: string;
  next?: string | null;
  /** The page's own address: going on in one list leaves the others where they are. */
  search?: URLSearchParams;
  children: ReactNode;
};

function pathWith(search: URLSearchParams, id: string, place: string | null): string {
  const other = new URLSearchParams(search);
  if (place === null) other.delete(id);
  else other.set(id, place);
  return `/app/quality/cell?${other}`;
}

/** One kind of thing behind a number, a page of it at a time. */
export function CellSection({ id, title, next = null, search, children }: SectionProps) {
  const { t } = useTranslation();
  const later = search?.has(id);
  return (
    <section aria-labelledby={id}>
      <Card padding="0">
        <Box padding="400">
          <Text as="h2" variant="headingMd" id={id}>
            {title}
          </Text>
        </Box>
        {children}
        {search && (later || next) ? (
          <Box padding="400">
            <InlineStack gap="200">
              {later ? <Button url={pathWith(search, id, null)}>{t("parcels.first")}</Button> : null}
              {next ? <Button url={pathWith(search, id, next)}>{t("parcels.next")}</Button> : null}
            </InlineStack>
          </Box>
        ) : null}
      </Card>
    </section>
  );
}
