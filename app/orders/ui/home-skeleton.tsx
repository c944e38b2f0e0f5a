import { BlockStack } from "@shopify/polaris";
import { Loading, SkeletonCard } from "~/ui/skeleton";

/** Home's outline while its numbers are read: the same cards at about the same height. */
export function HomeSkeleton() {
  return (
    <Loading>
      <BlockStack gap="400">
        <SkeletonCard lines={4} height="13rem" />
        <SkeletonCard lines={2} height="9rem" />
        <SkeletonCard lines={3} height="11rem" />
        <SkeletonCard lines={8} height="20rem" />
      </BlockStack>
    </Loading>
  );
}
