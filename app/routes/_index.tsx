import { type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { BlockStack, Card, List, Page, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { AdminFrame } from "~/ui/admin-frame";

/** Public: the platform opens the app here and is sent on; a passer-by learns what Fairlead is. */
export function loader({ request }: LoaderFunctionArgs) {
  const { search, searchParams } = new URL(request.url);
  if (searchParams.has("shop")) throw redirect(`/app${search}`);
  return null;
}

export default function Landing() {
  const { t } = useTranslation();
  return (
    <AdminFrame>
      <main className="fl-landing">
        <Page narrowWidth>
          <Card padding="600">
            <BlockStack gap="400">
              <Text as="p" variant="headingSm" tone="subdued">
                {t("app.name")}
              </Text>
              <Text as="h1" variant="headingXl">
                {t("landing.title")}
              </Text>
              <Text as="p" variant="bodyLg">
                {t("landing.body")}
              </Text>
              <List>
                <List.Item>{t("landing.pointChoose")}</List.Item>
                <List.Item>{t("landing.pointWatch")}</List.Item>
                <List.Item>{t("landing.pointAsk")}</List.Item>
              </List>
              <Text as="p">{t("landing.open")}</Text>
              <Text as="p">{t("landing.install")}</Text>
            </BlockStack>
          </Card>
        </Page>
      </main>
    </AdminFrame>
  );
}
