import { type ActionFunctionArgs, json, type LoaderFunctionArgs } from "@remix-run/node";
import { type ClientActionFunctionArgs, useLoaderData } from "@remix-run/react";
import { TitleBar } from "@shopify/app-bridge-react";
import { Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { fromAdmin } from "~/authenticate.server";
import { startAction } from "~/improvements/commands.server";
import { actionsPage } from "~/improvements/queries.server";
import { startActionForm } from "~/improvements/schemas";
import { Actions } from "~/improvements/ui/actions";
import type { StartAnswer } from "~/improvements/ui/problems";
import { formFields } from "~/lib/form-fields";
import { answerOrNothing } from "~/ui/no-answer";
import type { PageHandle } from "~/ui/page-title";

export const handle: PageHandle = { title: "actions.title" };

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await fromAdmin(request, "actions.view");
  const { searchParams } = new URL(request.url);
  const about = {
    market: searchParams.get("market") ?? "",
    provider: searchParams.get("provider") ?? "",
    dimension: searchParams.get("dimension") ?? "",
  };
  return json({ page: await actionsPage(ctx), about });
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await fromAdmin(request, "actions.edit");
  const form = startActionForm.safeParse(await formFields(request));
  if (!form.success) return json<StartAnswer>({ ok: false, problem: "form-unreadable" }, { status: 400 });
  const { provider: providerId, ...rest } = form.data;
  const result = await startAction(ctx, { ...rest, providerId });
  return json<StartAnswer>(result, { status: result.ok ? 200 : 422 });
}

export function clientAction({ serverAction }: ClientActionFunctionArgs) {
  return answerOrNothing(() => serverAction<typeof action>());
}

export default function ActionsPage() {
  const { t } = useTranslation();
  const { page, about } = useLoaderData<typeof loader>();
  return (
    <Page title={t("actions.title")}>
      <TitleBar title={t("actions.title")} />
      <Actions key={Object.values(about).join(" ")} page={page} about={about} />
    </Page>
  );
}
