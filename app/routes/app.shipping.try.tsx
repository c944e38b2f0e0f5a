import { type ActionFunctionArgs, json, type LoaderFunctionArgs } from "@remix-run/node";
import { type ClientActionFunctionArgs, useLoaderData } from "@remix-run/react";
import { TitleBar } from "@shopify/app-bridge-react";
import { BlockStack, Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { fromAdmin } from "~/authenticate.server";
import { formFields } from "~/lib/form-fields";
import { keepCase } from "~/shipping/case-commands.server";
import { caseForm } from "~/shipping/schemas";
import { trialPage } from "~/shipping/trial-queries.server";
import { KeptCases } from "~/shipping/ui/kept-cases";
import type { CaseAnswer } from "~/shipping/ui/problems";
import { TrialForm, TrialResult } from "~/shipping/ui/trial";
import { answerOrNothing } from "~/ui/no-answer";
import type { PageHandle } from "~/ui/page-title";
import { useFormat } from "~/ui/use-format";

export const handle: PageHandle = { title: "shipping.trial.title" };

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await fromAdmin(request, "shipping.view");
  const { searchParams } = new URL(request.url);
  const page = await trialPage(ctx, {
    country: searchParams.get("country") ?? "",
    province: searchParams.get("province") ?? "",
    postcode: searchParams.get("postcode") ?? "",
    grams: searchParams.get("grams") ?? "",
    value: searchParams.get("value") ?? "",
    currency: searchParams.get("currency") ?? "",
    language: searchParams.get("language") ?? "",
  });
  return json(page);
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await fromAdmin(request, "shipping.edit");
  const form = caseForm.safeParse(await formFields(request));
  if (!form.success) return json<CaseAnswer>({ ok: false, problem: "form-unreadable" }, { status: 400 });
  const { intent: _intent, name, ...cart } = form.data;
  const result = await keepCase(ctx, { name, cart });
  return json<CaseAnswer>(result, { status: result.ok ? 200 : 422 });
}

export function clientAction({ serverAction }: ClientActionFunctionArgs) {
  return answerOrNothing(() => serverAction<typeof action>());
}

export default function TrialPage() {
  const { t } = useTranslation();
  const page = useLoaderData<typeof loader>();
  const format = useFormat("UTC");
  return (
    <Page
      title={t("shipping.trial.title")}
      backAction={{ content: t("shipping.title"), url: "/app/shipping" }}
    >
      <TitleBar title={t("shipping.trial.title")} />
      <BlockStack gap="400">
        <TrialForm key={JSON.stringify(page.asked)} asked={page.asked} />
        <TrialResult page={page} format={format} />
        <KeptCases page={page} format={format} />
      </BlockStack>
    </Page>
  );
}
