import { BlockStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormat } from "~/ui/use-format";
import type { ProviderPage, Signer } from "../page-queries.server";
import { decisionWords, gateWords } from "./words";

type DecisionShown = ProviderPage["decisions"][number];

/** Who did it, by name where they have set one. */
export function useSignerName() {
  const { t } = useTranslation();
  return (signer: Signer) =>
    signer ? (signer.name ?? t("team.number", { subject: signer.subject })) : t("providers.itself");
}

/** One decision: what, why, who, when, by which rules. */
export function DecisionLine({ decision, timezone }: { decision: DecisionShown; timezone: string }) {
  const { t } = useTranslation();
  const format = useFormat(timezone);
  const nameOf = useSignerName();
  const why = decision.cause ? t(gateWords[decision.cause].ended) : decision.reason;
  return (
    <BlockStack gap="100">
      <Text as="p" fontWeight="semibold">
        {t(decisionWords[decision.decision].done)}
      </Text>
      <Text as="p" breakWord>
        {why}
      </Text>
      <Text as="p" tone="subdued" variant="bodySm">
        {t("providers.signed", {
          name: nameOf(decision.signer),
          moment: format.moment(decision.decidedAt),
          version: decision.rubricVersion,
        })}
      </Text>
    </BlockStack>
  );
}

/** Every decision so far, newest first; none is ever removed. */
export function DecisionHistory({ decisions, timezone }: { decisions: DecisionShown[]; timezone: string }) {
  return (
    <ul className="fl-list fl-list-bare">
      {decisions.map((decision) => (
        <li key={decision.id}>
          <DecisionLine decision={decision} timezone={timezone} />
        </li>
      ))}
    </ul>
  );
}
