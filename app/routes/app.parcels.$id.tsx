import { type ActionFunctionArgs, json, type LoaderFunctionArgs } from "@remix-run/node";
import { type ClientActionFunctionArgs, useLoaderData } from "@remix-run/react";
import { TitleBar } from "@shopify/app-bridge-react";
import { Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { fromAdmin } from "~/authenticate.server";
import { formFields } from "~/lib/form-fields";
import { decideClaim } from "~/parcels/claim-commands.server";
import { parcelPage } from "~/parcels/parcel-page-queries.server";
import { claimForm } from "~/parcels/schemas";
import { ParcelDetail } from "~/parcels/ui/parcel-detail";
import type { ClaimAnswer } from "~/parcels/ui/problems";
import { answerOrNothing } from "~/ui/no-answer";
import type { PageHandle } from "~/ui/page-title";
import { useFormat } from "~/ui/use-format";

export const handle: PageHandle = { title: "parcels.oneTitle" };

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await fromAdmin(request, "parcels.view");
  const view = await parcelPage(ctx, params.id ?? "");
  if (!view) throw new Response(null, { status: 404 });
  return json(view);
}

/** Keeps what was decided about claiming the parcel. */
export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await fromAdmin(request, "parcels.claim");
  const form = claimForm.safeParse(await formFields(request));
  if (!form.success) return json<ClaimAnswer>({ ok: false, problem: "form-unreadable" }, { status: 400 });
  const result = await decideClaim(ctx, params.id ?? "", form.data);
  return json<ClaimAnswer>(result, { status: result.ok ? 200 : 422 });
}

export function clientAction({ serverAction }: ClientActionFunctionArgs) {
  return answerOrNothing(() => serverAction<typeof action>());
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
