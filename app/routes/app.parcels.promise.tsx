import { type ActionFunctionArgs, json, type LoaderFunctionArgs } from "@remix-run/node";
import { type ClientActionFunctionArgs, useLoaderData } from "@remix-run/react";
import { TitleBar } from "@shopify/app-bridge-react";
import { BlockStack, Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { fromAdmin } from "~/authenticate.server";
import { formFields } from "~/lib/form-fields";
import { transitPage } from "~/parcels/page-queries.server";
import { transitForm } from "~/parcels/schemas";
import { setTransit } from "~/parcels/transit-commands.server";
import type { TransitAnswer } from "~/parcels/ui/problems";
import { TransitDefaults, TransitForm } from "~/parcels/ui/transit-form";
import { answerOrNothing } from "~/ui/no-answer";
import type { PageHandle } from "~/ui/page-title";
import { SettingsSection } from "~/ui/settings-section";

export const handle: PageHandle = { title: "parcels.promise.title" };

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await fromAdmin(request, "parcels.settings");
  return json(await transitPage(ctx));
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await fromAdmin(request, "parcels.settings");
  const form = transitForm.safeParse(await formFields(request));
  if (!form.success) return json<TransitAnswer>({ ok: false, problem: "form-unreadable" }, { status: 400 });
  const result = await setTransit(ctx, form.data);
  return json<TransitAnswer>(result, { status: result.ok ? 200 : 422 });
}

export function clientAction({ serverAction }: ClientActionFunctionArgs) {
  return answerOrNothing(() => serverAction<typeof action>());
}

export default function TransitPage() {
  const { t } = useTranslation();
  const { defaults, countries } = useLoaderData<typeof loader>();
  return (
    <Page
      title={t("parcels.promise.title")}
      backAction={{ content: t("parcels.title"), url: "/app/parcels" }}
    >
      <TitleBar title={t("parcels.promise.title")} />
      <BlockStack gap="600">
        <SettingsSection id="usual" title={t("parcels.promise.usual")} body={t("parcels.promise.usualBody")}>
          <TransitDefaults defaults={defaults} />
        </SettingsSection>
        <SettingsSection id="set-usual" title={t("parcels.promise.set")} body={t("parcels.promise.setBody")}>
          <TransitForm countries={countries} />
        </SettingsSection>
      </BlockStack>
    </Page>
  );
}
