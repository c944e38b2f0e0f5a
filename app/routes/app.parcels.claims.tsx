import { type ActionFunctionArgs, json, type LoaderFunctionArgs } from "@remix-run/node";
import { type ClientActionFunctionArgs, useLoaderData } from "@remix-run/react";
import { TitleBar } from "@shopify/app-bridge-react";
import { BlockStack, Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { fromAdmin } from "~/authenticate.server";
import { formFields } from "~/lib/form-fields";
import { setClaimTerms } from "~/parcels/claim-commands.server";
import { claimTermsPage } from "~/parcels/page-queries.server";
import { claimTermsForm } from "~/parcels/schemas";
import { ClaimTermsForm, ClaimTermsList } from "~/parcels/ui/claim-terms";
import type { ClaimTermsAnswer } from "~/parcels/ui/problems";
import { answerOrNothing } from "~/ui/no-answer";
import type { PageHandle } from "~/ui/page-title";
import { SettingsSection } from "~/ui/settings-section";

export const handle: PageHandle = { title: "parcels.claim.terms.title" };

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await fromAdmin(request, "parcels.settings");
  return json(await claimTermsPage(ctx));
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await fromAdmin(request, "parcels.settings");
  const form = claimTermsForm.safeParse(await formFields(request));
  if (!form.success) {
    return json<ClaimTermsAnswer>({ ok: false, problem: "form-unreadable" }, { status: 400 });
  }
  const result = await setClaimTerms(ctx, form.data);
  return json<ClaimTermsAnswer>(result, { status: result.ok ? 200 : 422 });
}

export function clientAction({ serverAction }: ClientActionFunctionArgs) {
  return answerOrNothing(() => serverAction<typeof action>());
}

export default function ClaimTermsPage() {
  const { t } = useTranslation();
  const { terms, providers } = useLoaderData<typeof loader>();
  return (
    <Page
      title={t("parcels.claim.terms.title")}
      backAction={{ content: t("parcels.title"), url: "/app/parcels" }}
    >
      <TitleBar title={t("parcels.claim.terms.title")} />
      <BlockStack gap="600">
        <SettingsSection
          id="terms"
          title={t("parcels.claim.terms.set")}
          body={t("parcels.claim.terms.setBody")}
        >
          <ClaimTermsList terms={terms} />
        </SettingsSection>
        <SettingsSection
          id="set-terms"
          title={t("parcels.claim.terms.change")}
          body={t("parcels.claim.terms.changeBody")}
        >
          <ClaimTermsForm providers={providers} />
        </SettingsSection>
      </BlockStack>
    </Page>
  );
}
