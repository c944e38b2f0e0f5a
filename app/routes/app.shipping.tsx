import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { TitleBar } from "@shopify/app-bridge-react";
import { BlockStack, Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { fromAdmin } from "~/authenticate.server";
import { shippingPage } from "~/shipping/queries.server";
import { FlatRateTable } from "~/shipping/ui/flat-rate-table";
import { Offers } from "~/shipping/ui/offers";
import { RegistrationNote } from "~/shipping/ui/registration-note";
import { ServiceList } from "~/shipping/ui/service-list";
import type { PageHandle } from "~/ui/page-title";
import { useFormat } from "~/ui/use-format";

export const handle: PageHandle = { title: "shipping.title" };

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await fromAdmin(request, "shipping.view");
  return json(await shippingPage(ctx));
}

export default function ShippingPage() {
  const { t } = useTranslation();
  const page = useLoaderData<typeof loader>();
  const format = useFormat("UTC");
  const add = page.mayEdit ? { primaryAction: { content: t("shipping.add"), url: "/app/shipping/new" } } : {};
  return (
    <Page
      title={t("shipping.title")}
      {...add}
      secondaryActions={[
        { content: t("shipping.trial.title"), url: "/app/shipping/try" },
        { content: t("shipping.handling.title"), url: "/app/shipping/handling" },
      ]}
    >
      <TitleBar title={t("shipping.title")} />
      <BlockStack gap="400">
        <RegistrationNote registration={page.registration} />
        <ServiceList services={page.services} />
        {page.flat && page.flat.lines.length > 0 ? <FlatRateTable flat={page.flat} format={format} /> : null}
        <Offers page={page} format={format} />
      </BlockStack>
    </Page>
  );
}
