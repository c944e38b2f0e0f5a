import { BlockStack, Card, SkeletonBodyText, SkeletonDisplayText } from "@shopify/polaris";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** Names the wait for a screen reader; the grey shapes inside say nothing to it. */
export function Loading({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <div role="status" aria-busy="true" aria-label={t("app.loading")}>
      <div aria-hidden="true">{children}</div>
    </div>
  );
}

/** A card's shape before its words are known. */
export function SkeletonCard({ lines, height }: { lines: number; height?: string }) {
  return (
    <div style={{ minHeight: height }}>
      <Card>
        <SkeletonDisplayText size="small" />
        <div style={{ paddingBlockStart: "1rem" }}>
          <SkeletonBodyText lines={lines} />
        </div>
      </Card>
    </div>
  );
}

/** The outline of a page of cards. */
export function CardsSkeleton() {
  return (
    <Loading>
      <BlockStack gap="400">
        <SkeletonCard lines={2} height="8rem" />
        <SkeletonCard lines={5} height="15rem" />
        <SkeletonCard lines={4} height="12rem" />
      </BlockStack>
    </Loading>
  );
}
