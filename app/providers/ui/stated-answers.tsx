import { BlockStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormat } from "~/ui/use-format";
import type { StatedDocument } from "../core/stated";
import type { ProviderFormStanding } from "../invitation-queries.server";
import { ConfirmDocument } from "./confirm-document";
import { stepWords, wordsOfField, wordsOfOption } from "./invited-words";
import { gateWords } from "./words";

function Beside({ id, stated }: { id: string; stated: StatedDocument }) {
  const { t } = useTranslation();
  const format = useFormat("UTC");
  return (
    <li>
      <BlockStack gap="200">
        <Text as="h4" variant="headingSm">
          {t(gateWords[stated.kind].name)}
        </Text>
        <Text as="p" breakWord>
          {t("providers.documents.of", { issuer: stated.issuer, number: stated.number })}
        </Text>
        <Text as="p">{t("providers.documents.until", { day: format.day(stated.validUntil) })}</Text>
        <ConfirmDocument id={id} stated={stated} />
      </BlockStack>
    </li>
  );
}

/** What the provider names otherwise than it stands above. */
export function StatedDocuments({ id, form }: { id: string; form: Pick<ProviderFormStanding, "toConfirm"> }) {
  const { t } = useTranslation();
  if (form.toConfirm.length === 0) return null;
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        {t("providers.form.toConfirm")}
      </Text>
      <ul className="fl-list fl-list-bare">
        {form.toConfirm.map((stated) => (
          <Beside key={stated.kind} id={id} stated={stated} />
        ))}
      </ul>
    </BlockStack>
  );
}

function Said({ field, value }: { field: string; value: string }) {
  const { t } = useTranslation();
  const format = useFormat("UTC");
  const words = wordsOfOption(field, value);
  const shown = /^\d{4}-\d\d-\d\d$/.test(value) ? format.day(value) : value;
  return (
    <div>
      <dt>{t(wordsOfField(field).name)}</dt>
      <dd className="fl-message">{words ? t(words) : shown}</dd>
    </div>
  );
}

/** All the provider said on its form, folded away: evidence to read, not yet confirmed by anybody. */
export function StatedAnswers({
  form,
  timezone,
}: {
  form: Pick<ProviderFormStanding, "answers">;
  timezone: string;
}) {
  const { t } = useTranslation();
  const format = useFormat(timezone);
  if (form.answers.length === 0) return null;
  return (
    <details className="fl-macro">
      <summary>{t("providers.form.answers")}</summary>
      {form.answers.map(({ step, said, answeredAt }) => (
        <BlockStack key={step} gap="100">
          <Text as="h3" variant="headingSm">
            {t(stepWords[step].name)}
          </Text>
          <dl className="fl-terms">
            {said.map((one) => (
              <Said key={one.field} {...one} />
            ))}
          </dl>
          <Text as="p" variant="bodySm" tone="subdued">
            {t("providers.form.statedAt", { moment: format.moment(answeredAt) })}
          </Text>
        </BlockStack>
      ))}
    </details>
  );
}
