import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useNavigate, useSearchParams } from "@remix-run/react";
import { TitleBar } from "@shopify/app-bridge-react";
import { Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { fromAdmin } from "~/authenticate.server";
import { qualityPage } from "~/surveys/quality-queries.server";
import { Quality } from "~/surveys/ui/quality";
import type { PageHandle } from "~/ui/page-title";

export const handle: PageHandle = { title: "quality.title" };

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await fromAdmin(request, "quality.view");
  const { searchParams } = new URL(request.url);
  const asked = { dimension: searchParams.get("dimension"), after: searchParams.get("after") };
  return json(await qualityPage(ctx, asked));
}

export default function QualityPage() {
  const { t } = useTranslation();
  const page = useLoaderData<typeof loader>();
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const onDimension = (dimension: string) =>
    navigate(`/app/quality?dimension=${dimension}`, { preventScrollReset: true });
  return (
    <Page title={t("quality.title")}>
      <TitleBar title={t("quality.title")} />
      <Quality page={page} later={search.has("after")} onDimension={onDimension} />
    </Page>
  );
}
