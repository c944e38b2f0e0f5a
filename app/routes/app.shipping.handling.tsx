import { type ActionFunctionArgs, json, type LoaderFunctionArgs } from "@remix-run/node";
import { type ClientActionFunctionArgs, useLoaderData } from "@remix-run/react";
import { TitleBar } from "@shopify/app-bridge-react";
import { Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { fromAdmin } from "~/authenticate.server";
import { formFields } from "~/lib/form-fields";
import { saveHandling } from "~/shipping/commands.server";
import { handlingPage } from "~/shipping/queries.server";
import { handlingForm } from "~/shipping/schemas";
import { HandlingForm } from "~/shipping/ui/handling-form";
import type { HandlingAnswer } from "~/shipping/ui/problems";
import { answerOrNothing } from "~/ui/no-answer";
import type { PageHandle } from "~/ui/page-title";

export const handle: PageHandle = { title: "shipping.handling.title" };

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await fromAdmin(request, "shipping.view");
  return json(await handlingPage(ctx));
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await fromAdmin(request, "shipping.edit");
  const form = handlingForm.safeParse(await formFields(request));
  if (!form.success) return json<HandlingAnswer>({ ok: false, problem: "form-unreadable" }, { status: 400 });
  const result = await saveHandling(ctx, form.data);
  return json<HandlingAnswer>(result, { status: result.ok ? 200 : 422 });
}

export function clientAction({ serverAction }: ClientActionFunctionArgs) {
  return answerOrNothing(() => serverAction<typeof action>());
}

export default function HandlingPage() {
  const { t } = useTranslation();
  const page = useLoaderData<typeof loader>();
  return (
    <Page
      title={t("shipping.handling.title")}
      backAction={{ content: t("shipping.title"), url: "/app/shipping" }}
    >
      <TitleBar title={t("shipping.handling.title")} />
      <HandlingForm key={JSON.stringify(page.fields)} page={page} />
    </Page>
  );
}
