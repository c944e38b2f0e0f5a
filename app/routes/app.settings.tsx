import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { TitleBar } from "@shopify/app-bridge-react";
import { BlockStack, Button, InlineStack, Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { fromAdmin } from "~/authenticate.server";
import { teamPage } from "~/shop/queries.server";
import { maySeePrivacy } from "~/shop/ui/may";
import { NameForm } from "~/shop/ui/name-form";
import { RoleGuide } from "~/shop/ui/role-guide";
import { Team } from "~/shop/ui/team";
import type { PageHandle } from "~/ui/page-title";
import { SettingsSection } from "~/ui/settings-section";
import { useFormat } from "~/ui/use-format";

export const handle: PageHandle = { title: "settings.title" };

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await fromAdmin(request, "team.view");
  return json({ page: await teamPage(ctx), now: ctx.now().toISOString() });
}

export default function SettingsPage() {
  const { t } = useTranslation();
  const { page, now } = useLoaderData<typeof loader>();
  const format = useFormat("UTC");
  return (
    <Page title={t("settings.title")}>
      <TitleBar title={t("settings.title")} />
      <BlockStack gap="600">
        <SettingsSection id="about-you" title={t("settings.you")} body={t("settings.youBody")}>
          <NameForm key={page.me.displayName} displayName={page.me.displayName} />
        </SettingsSection>
        <SettingsSection id="team" title={t("settings.team")} body={t("settings.teamBody")}>
          <Team page={page} format={format} now={now} />
        </SettingsSection>
        <SettingsSection id="role-guide" title={t("settings.roles")}>
          <RoleGuide />
        </SettingsSection>
        {maySeePrivacy(page.me.role) ? (
          <SettingsSection id="privacy" title={t("settings.privacy")} body={t("settings.privacyBody")}>
            <InlineStack>
              <Button url="/app/settings/privacy">{t("settings.privacyOpen")}</Button>
            </InlineStack>
          </SettingsSection>
        ) : null}
      </BlockStack>
    </Page>
  );
}
