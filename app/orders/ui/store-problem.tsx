import { BlockStack, Card, Divider } from "@shopify/polaris";
import type { Format } from "~/ui/format";
import type { StoreView } from "../queries.server";
import { NextStep } from "./next-step";
import { StoreStatus, useStatusWords } from "./store-status";

type StoreProblemProps = {
  view: StoreView;
  lost: boolean;
  mayRetry: boolean;
  format: Format;
};

/** What keeps the app from seeing the whole store, and the one thing that ends it. */
export function StoreProblem({ view, lost, mayRetry, format }: StoreProblemProps) {
  const words = useStatusWords(view, format);
  return (
    <Card>
      <BlockStack gap="400">
        <StoreStatus heading status={view.status} lost={lost} words={words} />
        <Divider />
        <NextStep
          step={view.status === "parked" ? "retry-parked" : "reopen-app"}
          view={view}
          mayRetry={mayRetry}
          nameForm={null}
        />
      </BlockStack>
    </Card>
  );
}

/** Whether something of the store is kept from the app: it is said before everything else. */
export function hasProblem({ status }: StoreView): boolean {
  return status === "needs-login" || status === "parked";
}
