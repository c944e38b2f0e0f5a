import { isRouteErrorResponse, useRouteError, useRouteLoaderData } from "@remix-run/react";
import { BlockStack, Button, Card, InlineStack, Page, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { AdminFrame } from "./admin-frame";
import { reloadDocument } from "./reload-document";

const wordsByStatus = {
  401: { title: "error.signInTitle", body: "error.signInBody" },
  403: { title: "error.forbiddenTitle", body: "error.forbiddenBody" },
  404: { title: "error.notFoundTitle", body: "error.notFoundBody" },
  410: { title: "error.signInTitle", body: "error.signInBody" },
} as const;

const wordsOtherwise = { title: "error.title", body: "error.body" } as const;

function wordsFor(status: number | null) {
  return status !== null && status in wordsByStatus
    ? wordsByStatus[status as keyof typeof wordsByStatus]
    : wordsOtherwise;
}

/** The request to look for in the log: the failed one names itself, else the document's own. */
function requestIdOf(error: unknown, document: unknown): string | null {
  for (const source of [isRouteErrorResponse(error) ? error.data : null, document]) {
    if (typeof source === "object" && source !== null && "requestId" in source) {
      if (typeof source.requestId === "string") return source.requestId;
    }
  }
  return null;
}

function WayOut({ status }: { status: number | null }) {
  const { t } = useTranslation();
  const elsewhere = status === 403 || status === 404;
  return (
    <InlineStack>
      {elsewhere ? (
        <Button url="/app">{t("error.toHome")}</Button>
      ) : (
        <Button onClick={reloadDocument}>{t("error.reload")}</Button>
      )}
    </InlineStack>
  );
}

/** What a person sees when a page could not be made: what happened, what to do, what to quote. */
export function ErrorPage() {
  const { t } = useTranslation();
  const error = useRouteError();
  const requestId = requestIdOf(error, useRouteLoaderData("root"));
  const status = isRouteErrorResponse(error) ? error.status : null;
  const words = wordsFor(status);
  return (
    <AdminFrame>
      <main>
        <Page narrowWidth>
          <Card>
            <BlockStack gap="300">
              <Text as="h1" variant="headingLg">
                {t(words.title)}
              </Text>
              <Text as="p">{t(words.body)}</Text>
              <WayOut status={status} />
              {requestId ? (
                <Text as="p" tone="subdued" variant="bodySm" breakWord>
                  {t("error.reference", { id: requestId })}
                </Text>
              ) : null}
            </BlockStack>
          </Card>
        </Page>
      </main>
    </AdminFrame>
  );
}
