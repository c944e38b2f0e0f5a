import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { TitleBar } from "@shopify/app-bridge-react";
import { Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { fromAdmin } from "~/authenticate.server";
import { parcelPage } from "~/parcels/page-queries.server";
import { ParcelDetail } from "~/parcels/ui/parcel-detail";
import type { PageHandle } from "~/ui/page-title";
import { useFormat } from "~/ui/use-format";

export const handle: PageHandle = { title: "parcels.oneTitle" };

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await fromAdmin(request, "parcels.view");
  const view = await parcelPage(ctx, params.id ?? "");
  if (!view) throw new Response(null, { status: 404 });
  return json(view);
}

export default function ParcelPage() {
  const { t } = useTranslation();
  const view = useLoaderData<typeof loader>();
  const format = useFormat(view.timezone);
  const name = view.parcel.orderName ?? t("parcels.orderUnknown");
  return (
    <Page
      title={t("parcels.oneTitleOf", { name })}
      backAction={{ content: t("parcels.title"), url: "/app/parcels" }}
    >
      <TitleBar title={t("parcels.oneTitle")} />
      <ParcelDetail view={view} format={format} />
    </Page>
  );
}
