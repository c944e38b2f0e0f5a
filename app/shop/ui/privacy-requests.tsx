import { Badge, BlockStack, Box, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Format } from "~/ui/format";
import type { privacyPage } from "../queries.server";
import { PrivacyDownload } from "./privacy-download";

type PrivacyRequest = Awaited<ReturnType<typeof privacyPage>>["requests"][number];

const kindWords = {
  "data-request": "privacy.kind.dataRequest",
  "customer-redaction": "privacy.kind.customerRedaction",
  "shop-redaction": "privacy.kind.shopRedaction",
} as const satisfies Record<PrivacyRequest["kind"], string>;

type RowProps = { request: PrivacyRequest; format: Format };

function RequestRow({ request, format }: RowProps) {
  const { t } = useTranslation();
  const received = format.moment(request.receivedAt);
  return (
    <li className="fl-row">
      <BlockStack gap="100">
        <InlineStack gap="200" blockAlign="center">
          <Text as="span" fontWeight="semibold">
            {t(kindWords[request.kind])}
          </Text>
          {request.finishedAt ? (
            <Badge tone="success">{t("privacy.done")}</Badge>
          ) : (
            <Badge tone="attention">{t("privacy.open")}</Badge>
          )}
        </InlineStack>
        <Text as="p" tone="subdued" variant="bodySm">
          {t("privacy.received", { moment: received })}
        </Text>
        {request.finishedAt ? (
          <Text as="p" tone="subdued" variant="bodySm">
            {t("privacy.finished", { moment: format.moment(request.finishedAt) })}
          </Text>
        ) : null}
      </BlockStack>
      {request.downloadable ? <PrivacyDownload id={request.id} moment={received} /> : null}
    </li>
  );
}

type PrivacyRequestsProps = { requests: PrivacyRequest[]; format: Format };

/** Every request the store passed on, newest first, with what became of it. */
export function PrivacyRequests({ requests, format }: PrivacyRequestsProps) {
  const { t } = useTranslation();
  if (requests.length === 0) {
    return (
      <Box padding="400">
        <Text as="p" fontWeight="medium">
          {t("privacy.emptyTitle")}
        </Text>
        <Text as="p" tone="subdued">
          {t("privacy.emptyBody")}
        </Text>
      </Box>
    );
  }
  return (
    <ul className="fl-list fl-list-whole">
      {requests.map((request) => (
        <RequestRow key={request.id} request={request} format={format} />
      ))}
    </ul>
  );
}
