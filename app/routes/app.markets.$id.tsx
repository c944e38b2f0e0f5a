import { type ActionFunctionArgs, json, type LoaderFunctionArgs } from "@remix-run/node";
import { type ClientActionFunctionArgs, useLoaderData } from "@remix-run/react";
import { TitleBar } from "@shopify/app-bridge-react";
import { Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { fromAdmin } from "~/authenticate.server";
import { formFields } from "~/lib/form-fields";
import { saveMarket } from "~/markets/commands.server";
import { marketPage } from "~/markets/queries.server";
import { marketForm } from "~/markets/schemas";
import { MarketForm } from "~/markets/ui/market-form";
import { useMarketName } from "~/markets/ui/market-name";
import type { MarketAnswer } from "~/markets/ui/problems";
import { answerOrNothing } from "~/ui/no-answer";
import type { PageHandle } from "~/ui/page-title";

export const handle: PageHandle = { title: "markets.one" };

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await fromAdmin(request, "markets.view");
  const page = await marketPage(ctx, params.id ?? "");
  if (!page) throw new Response(null, { status: 404 });
  return json(page);
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await fromAdmin(request, "markets.edit");
  const form = marketForm.safeParse(await formFields(request));
  if (!form.success) return json<MarketAnswer>({ ok: false, problem: "form-unreadable" }, { status: 400 });
  const result = await saveMarket(ctx, params.id ?? "", form.data);
  return json<MarketAnswer>(result, { status: result.ok ? 200 : 422 });
}

export function clientAction({ serverAction }: ClientActionFunctionArgs) {
  return answerOrNothing(() => serverAction<typeof action>());
}

export default function MarketPage() {
  const { t } = useTranslation();
  const page = useLoaderData<typeof loader>();
  const name = useMarketName()(page);
  return (
    <Page title={name} backAction={{ content: t("markets.title"), url: "/app/markets" }}>
      <TitleBar title={name} />
      <MarketForm key={page.id} page={page} />
    </Page>
  );
}
