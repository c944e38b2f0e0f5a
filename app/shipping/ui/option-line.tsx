import { BlockStack, Text } from "@shopify/polaris";
import type { Format } from "~/ui/format";
import type { ShownOption } from "../queries.server";

/** One rate as the buyer reads it: name, promise, price. */
export function OptionLine({ option, format }: { option: ShownOption; format: Format }) {
  return (
    <div className="fl-row">
      <BlockStack gap="050">
        <Text as="span" fontWeight="medium">
          <bdi>{option.name}</bdi>
        </Text>
        <Text as="span" tone="subdued" variant="bodySm">
          <bdi>{option.description}</bdi>
        </Text>
        <Text as="span" tone="subdued" variant="bodySm">
          {option.code}
        </Text>
      </BlockStack>
      <Text as="span" fontWeight="semibold">
        {format.money({ minor: option.minor, currency: option.currency })}
      </Text>
    </div>
  );
}
