import { type ActionFunctionArgs, json, type LoaderFunctionArgs } from "@remix-run/node";
import type { ClientActionFunctionArgs } from "@remix-run/react";
import { TitleBar } from "@shopify/app-bridge-react";
import { Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { fromAdmin } from "~/authenticate.server";
import { formFields } from "~/lib/form-fields";
import { createProvider } from "~/providers/commands.server";
import { createProviderForm } from "~/providers/schemas";
import { NewProviderForm } from "~/providers/ui/new-provider-form";
import type { CreateAnswer } from "~/providers/ui/problems";
import { answerOrNothing } from "~/ui/no-answer";
import type { PageHandle } from "~/ui/page-title";

export const handle: PageHandle = { title: "providers.new.title" };

export async function loader({ request }: LoaderFunctionArgs) {
  await fromAdmin(request, "providers.edit");
  return json(null);
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await fromAdmin(request, "providers.edit");
  const form = createProviderForm.safeParse(await formFields(request));
  if (!form.success) return json<CreateAnswer>({ ok: false, problem: "form-unreadable" }, { status: 400 });
  const result = await createProvider(ctx, form.data);
  return json<CreateAnswer>(result, { status: result.ok ? 200 : 422 });
}

export function clientAction({ serverAction }: ClientActionFunctionArgs) {
  return answerOrNothing(() => serverAction<typeof action>());
}

export default function NewProviderPage() {
  const { t } = useTranslation();
  return (
    <Page
      narrowWidth
      title={t("providers.new.title")}
      backAction={{ content: t("providers.title"), url: "/app/providers" }}
    >
      <TitleBar title={t("providers.new.title")} />
      <NewProviderForm />
    </Page>
  );
}
