import { BlockStack, Card, Text } from "@shopify/polaris";
import type { ReactNode } from "react";

/** A part of a parcel's page under its own heading. */
export function Section({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section aria-labelledby={id}>
      <Card>
        <BlockStack gap="300">
          <Text as="h2" variant="headingMd" id={id}>
            {title}
          </Text>
          {children}
        </BlockStack>
      </Card>
    </section>
  );
}
