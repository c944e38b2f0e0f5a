import { Badge, BlockStack, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormat } from "~/ui/use-format";
import type { ProviderPage } from "../page-queries.server";
import { ConfirmDocument } from "./confirm-document";
import { useSignerName } from "./decision-history";
import { gateStateWords, gateWords, gradeWords } from "./words";

type DocumentShown = ProviderPage["documents"][number];

function DocumentRow({ document, page }: { document: DocumentShown; page: ProviderPage }) {
  const { t } = useTranslation();
  const format = useFormat(page.timezone);
  const nameOf = useSignerName();
  const gate = page.gates.find((one) => one.documentId === document.id);
  const standing = gate && gateStateWords[gate.state];
  return (
    <li>
      <BlockStack gap="050">
        <InlineStack gap="200" blockAlign="center">
          <Text as="h3" variant="headingSm">
            {t(gateWords[document.kind].name)}
          </Text>
          {standing ? (
            <Badge tone={standing.tone}>{t(standing.words)}</Badge>
          ) : (
            <Badge>{t("providers.documents.superseded")}</Badge>
          )}
        </InlineStack>
        <Text as="p" breakWord>
          {t("providers.documents.of", { issuer: document.issuer, number: document.number })}
        </Text>
        <Text as="p">{t("providers.documents.until", { day: format.day(document.validUntil) })}</Text>
        <Text as="p" variant="bodySm" tone="subdued">
          {t(gradeWords[document.grade])}
        </Text>
        <Text as="p" variant="bodySm" tone="subdued">
          {document.enteredBy
            ? t("providers.documents.entered", {
                name: nameOf(document.enteredBy),
                moment: format.moment(document.addedAt),
              })
            : t("providers.documents.stated", { moment: format.moment(document.addedAt) })}
        </Text>
        {gate?.state === "unproven" && page.mayEdit ? (
          <ConfirmDocument id={page.id} stated={document} />
        ) : null}
      </BlockStack>
    </li>
  );
}

/** Licences and insurances, newest first; earlier ones stay in sight. */
export function Documents({ page }: { page: ProviderPage }) {
  const { t } = useTranslation();
  if (page.documents.length === 0) return <Text as="p">{t("providers.documents.none")}</Text>;
  return (
    <ul className="fl-list fl-list-bare">
      {page.documents.map((document) => (
        <DocumentRow key={document.id} document={document} page={page} />
      ))}
    </ul>
  );
}
