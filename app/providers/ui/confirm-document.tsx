import { useFetcher } from "@remix-run/react";
import { BlockStack, Button, InlineError, InlineStack } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useSavedToast } from "~/ui/saved-toast";
import type { StatedDocument } from "../core/stated";
import { type DocumentAnswer, documentProblems, problemAt } from "./problems";

/** Enters a document that only the provider vouched for anew, by how staff came to know it: from then on it counts. */
export function ConfirmDocument({ id, stated }: { id: string; stated: StatedDocument }) {
  const { t } = useTranslation();
  const fetcher = useFetcher<DocumentAnswer>();
  useSavedToast(fetcher.data, t("providers.documents.saved"));
  const problem = problemAt(fetcher.data, "");
  const action = `/app/providers/${id}/documents`;
  const { kind, issuer, number, validUntil } = stated;
  const enter = (grade: "document" | "verified") => () =>
    fetcher.submit({ kind, issuer, number, validUntil, grade }, { method: "post", action });
  const busy = fetcher.state !== "idle";
  return (
    <BlockStack gap="200">
      {problem ? <InlineError fieldID={`confirm-${kind}`} message={t(documentProblems[problem])} /> : null}
      <InlineStack gap="200">
        <Button onClick={enter("document")} disabled={busy}>
          {t("providers.form.seen")}
        </Button>
        <Button onClick={enter("verified")} disabled={busy}>
          {t("providers.form.verified")}
        </Button>
      </InlineStack>
    </BlockStack>
  );
}
