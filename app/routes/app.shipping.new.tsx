import { type ActionFunctionArgs, json, type LoaderFunctionArgs } from "@remix-run/node";
import { type ClientActionFunctionArgs, useLoaderData } from "@remix-run/react";
import { TitleBar } from "@shopify/app-bridge-react";
import { Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { fromAdmin } from "~/authenticate.server";
import { formFields } from "~/lib/form-fields";
import { saveShippingService } from "~/shipping/commands.server";
import { servicePage } from "~/shipping/queries.server";
import { readServiceForm, serviceForm } from "~/shipping/schemas";
import type { ServiceAnswer } from "~/shipping/ui/problems";
import { ServiceForm } from "~/shipping/ui/service-form";
import { answerOrNothing } from "~/ui/no-answer";
import type { PageHandle } from "~/ui/page-title";

export const handle: PageHandle = { title: "shipping.add" };

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await fromAdmin(request, "shipping.view");
  const page = await servicePage(ctx, null);
  if (!page) throw new Response(null, { status: 404 });
  return json(page);
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await fromAdmin(request, "shipping.edit");
  const form = serviceForm.safeParse(await formFields(request));
  const read = form.success ? readServiceForm(form.data) : null;
  if (!read) return json<ServiceAnswer>({ ok: false, problem: "form-unreadable" }, { status: 400 });
  const result = await saveShippingService(ctx, { id: null, ...read });
  const gone = !result.ok && result.problem === "not-found";
  return json<ServiceAnswer>(result, { status: result.ok ? 200 : gone ? 404 : 422 });
}

export function clientAction({ serverAction }: ClientActionFunctionArgs) {
  return answerOrNothing(() => serverAction<typeof action>());
}

export default function NewServicePage() {
  const { t } = useTranslation();
  const page = useLoaderData<typeof loader>();
  const title = t("shipping.add");
  return (
    <Page title={title} backAction={{ content: t("shipping.title"), url: "/app/shipping" }}>
      <TitleBar title={title} />
      <ServiceForm key={page.id} page={page} />
    </Page>
  );
}
