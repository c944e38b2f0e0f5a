import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { TitleBar } from "@shopify/app-bridge-react";
import { BlockStack, Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { fromAdmin } from "~/authenticate.server";
import { trialPage } from "~/shipping/queries.server";
import { TrialForm, TrialResult } from "~/shipping/ui/trial";
import type { PageHandle } from "~/ui/page-title";
import { useFormat } from "~/ui/use-format";

export const handle: PageHandle = { title: "shipping.trial.title" };

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await fromAdmin(request, "shipping.view");
  const { searchParams } = new URL(request.url);
  const page = await trialPage(ctx, {
    country: searchParams.get("country") ?? "",
    postcode: searchParams.get("postcode") ?? "",
    grams: searchParams.get("grams") ?? "",
    value: searchParams.get("value") ?? "",
    currency: searchParams.get("currency") ?? "",
    language: searchParams.get("language") ?? "",
  });
  return json(page);
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
      </BlockStack>
    </Page>
  );
}
