import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { TitleBar } from "@shopify/app-bridge-react";
import { Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { fromAdmin } from "~/authenticate.server";
import { providerPage } from "~/providers/page-queries.server";
import { Provider } from "~/providers/ui/provider";
import { feltOfProvider } from "~/surveys/provider-queries.server";
import { ProviderGaps } from "~/surveys/ui/provider-gaps";
import type { PageHandle } from "~/ui/page-title";

export const handle: PageHandle = { title: "providers.one" };

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await fromAdmin(request, "providers.view");
  const page = await providerPage(ctx, params.id ?? "");
  if (!page) throw new Response(null, { status: 404 });
  return json({ page, felt: await feltOfProvider(ctx, page.id) });
}

export default function ProviderPage() {
  const { t } = useTranslation();
  const { page, felt } = useLoaderData<typeof loader>();
  return (
    <Page title={page.name} backAction={{ content: t("providers.title"), url: "/app/providers" }}>
      <TitleBar title={page.name} />
      <Provider key={page.id} page={page} buyers={<ProviderGaps gaps={felt} providerId={page.id} />} />
    </Page>
  );
}
