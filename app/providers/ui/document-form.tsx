import { useFetcher } from "@remix-run/react";
import {
  BlockStack,
  Button,
  FormLayout,
  InlineError,
  InlineStack,
  Select,
  Text,
  TextField,
} from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSavedToast } from "~/ui/saved-toast";
import { evidenceGrades } from "../core/gates";
import { gateNames } from "../core/rubric";
import { type DocumentAnswer, documentProblems, errorsOf } from "./problems";
import { useEntry } from "./use-entry";
import { gateWords, gradeWords } from "./words";

const blank = { kind: "licence", issuer: "", number: "", validUntil: "", grade: "document" };

/** Enters a licence or an insurance; the newest entry of a kind is the one that counts. */
export function DocumentForm({ id }: { id: string }) {
  const { t } = useTranslation();
  const fetcher = useFetcher<DocumentAnswer>();
  const { entry, field } = useEntry(blank);
  const [dayMissing, setDayMissing] = useState(false);
  useSavedToast(fetcher.data, t("providers.documents.saved"));
  const errorAt = errorsOf(fetcher.data, (found: keyof typeof documentProblems) =>
    t(documentProblems[found]),
  );
  const elsewhere = errorAt("not-", "form-", "no-answer");
  return (
    <fetcher.Form
      method="post"
      action={`/app/providers/${id}/documents`}
      onSubmit={(event) => {
        setDayMissing(entry.validUntil === "");
        if (entry.validUntil === "") event.preventDefault();
      }}
      noValidate
    >
      <BlockStack gap="300">
        <Text as="h3" variant="headingSm">
          {t("providers.documents.add")}
        </Text>
        <FormLayout>
          <Select
            {...field("kind")}
            label={t("providers.documents.kind")}
            options={gateNames.map((gate) => ({ value: gate, label: t(gateWords[gate].name) }))}
          />
          <TextField
            {...field("issuer")}
            label={t("providers.documents.issuer")}
            autoComplete="off"
            error={errorAt("issuer-")}
          />
          <TextField
            {...field("number")}
            label={t("providers.documents.number")}
            autoComplete="off"
            error={errorAt("number-")}
          />
          <TextField
            {...field("validUntil")}
            type="date"
            label={t("providers.documents.validUntil")}
            helpText={t("providers.documents.validUntilHelp")}
            autoComplete="off"
            error={dayMissing && entry.validUntil === "" ? t("providers.problem.dayMissing") : undefined}
          />
          <Select
            {...field("grade")}
            label={t("providers.documents.grade")}
            helpText={t("providers.documents.gradeHelp")}
            options={evidenceGrades.map((grade) => ({ value: grade, label: t(gradeWords[grade]) }))}
          />
        </FormLayout>
        {elsewhere ? <InlineError fieldID="document-problem" message={elsewhere} /> : null}
        <InlineStack>
          <Button submit loading={fetcher.state === "submitting"}>
            {t("providers.documents.save")}
          </Button>
        </InlineStack>
      </BlockStack>
    </fetcher.Form>
  );
}
