import { BlockStack } from "@shopify/polaris";
import { Loading, SkeletonCard } from "~/ui/skeleton";

/** Home's outline while its numbers are read: the same cards at about the same height. */
export function HomeSkeleton() {
  return (
    <Loading>
      <BlockStack gap="400">
        <SkeletonCard lines={5} height="18rem" />
        <SkeletonCard lines={3} height="11rem" />
        <SkeletonCard lines={6} height="14rem" />
        <SkeletonCard lines={8} height="20rem" />
      </BlockStack>
    </Loading>
  );
}
