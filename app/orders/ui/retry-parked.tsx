import { useFetcher } from "@remix-run/react";
import { BlockStack, Button, InlineError, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useSavedToast } from "~/ui/saved-toast";
import type { StoreView } from "../queries.server";
import { type RetryAnswer, retryProblems } from "./problems";

const roleWords = { owner: "role.owner", manager: "role.manager", agent: "role.agent" } as const;

const words = {
  messages: { action: "next.retry.action", done: "next.retry.done" },
  work: { action: "parkedJobs.retry", done: "parkedJobs.done" },
} as const;

type RetryParkedProps = {
  mayRetry: boolean;
  role: StoreView["me"]["role"];
  primary?: boolean;
  /** What is tried again. */
  of?: keyof typeof words;
};

/** Starts another try, or says who can. */
export function RetryParked({ mayRetry, role, primary = false, of = "messages" }: RetryParkedProps) {
  const { t } = useTranslation();
  const fetcher = useFetcher<RetryAnswer>();
  const retried = fetcher.data?.ok ? fetcher.data.value.retried : 0;
  useSavedToast(fetcher.data, t(words[of].done, { count: retried }));
  if (!mayRetry) {
    return (
      <Text as="p" tone="subdued">
        {t("next.retry.askManager", { role: t(roleWords[role]) })}
      </Text>
    );
  }
  return (
    <fetcher.Form method="post" action="/app/messages/retry">
      <input type="hidden" name="of" value={of} />
      <BlockStack gap="200">
        <InlineStack>
          <Button submit variant={primary ? "primary" : "secondary"} loading={fetcher.state !== "idle"}>
            {t(words[of].action)}
          </Button>
        </InlineStack>
        {fetcher.data?.ok === false ? (
          <InlineError fieldID={`retry-${of}`} message={t(retryProblems[fetcher.data.problem])} />
        ) : null}
      </BlockStack>
    </fetcher.Form>
  );
}
