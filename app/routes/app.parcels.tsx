import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useNavigate, useSearchParams } from "@remix-run/react";
import { TitleBar } from "@shopify/app-bridge-react";
import { Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { fromAdmin } from "~/authenticate.server";
import { parcelsPage } from "~/parcels/page-queries.server";
import { Parcels } from "~/parcels/ui/parcels";
import type { PageHandle } from "~/ui/page-title";
import { useFormat } from "~/ui/use-format";

export const handle: PageHandle = { title: "parcels.title" };

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await fromAdmin(request, "parcels.view");
  const { searchParams } = new URL(request.url);
  return json(await parcelsPage(ctx, { show: searchParams.get("show"), after: searchParams.get("after") }));
}

export default function ParcelsPage() {
  const { t } = useTranslation();
  const page = useLoaderData<typeof loader>();
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const format = useFormat(page.timezone);
  const show = (shown: string) => navigate(shown === "all" ? "/app/parcels" : `/app/parcels?show=${shown}`);
  return (
    <Page title={t("parcels.title")}>
      <TitleBar title={t("parcels.title")} />
      <Parcels page={page} format={format} onShow={show} later={search.has("after")} />
    </Page>
  );
}
