import { BlockStack, Box, Card, InlineGrid, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import { pageEdge } from "./page-edge";

type SettingsSectionProps = { id: string; title: string; body?: string; children: ReactNode };

/** A titled card; the title and its explanation stand beside it where there is room. */
export function SettingsSection({ id, title, body, children }: SettingsSectionProps) {
  return (
    <section aria-labelledby={id}>
      <InlineGrid columns={{ xs: 1, md: ["oneThird", "twoThirds"] }} gap="400" alignItems="start">
        <Box paddingInline={pageEdge} paddingBlockStart={{ xs: "0", md: "400" }}>
          <BlockStack gap="200">
            <Text as="h2" variant="headingMd" id={id}>
              {title}
            </Text>
            {body ? (
              <Text as="p" tone="subdued">
                {body}
              </Text>
            ) : null}
          </BlockStack>
        </Box>
        <Card>{children}</Card>
      </InlineGrid>
    </section>
  );
}
