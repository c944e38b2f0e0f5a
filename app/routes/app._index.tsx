import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { type ClientLoaderFunctionArgs, useLoaderData } from "@remix-run/react";
import { TitleBar } from "@shopify/app-bridge-react";
import { Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { fromAdmin } from "~/authenticate.server";
import { homePage } from "~/orders/queries.server";
import { Home } from "~/orders/ui/home";
import { HomeOutOfReach } from "~/orders/ui/home-out-of-reach";
import { FirstNameForm } from "~/shop/ui/first-name-form";
import { mayRetryDeliveries } from "~/shop/ui/may";
import { useLastKnown } from "~/ui/last-known";
import { useLiveRefresh } from "~/ui/live-refresh";
import type { PageHandle } from "~/ui/page-title";
import { isServerOutOfReach } from "~/ui/server-out-of-reach";

export const handle: PageHandle = { title: "home.title" };

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await fromAdmin(request, "home.view");
  return json({ view: await homePage(ctx) });
}

/** While the server cannot be reached the page stays and says so; it does not turn into an error. */
export async function clientLoader({ serverLoader }: ClientLoaderFunctionArgs) {
  try {
    return await serverLoader<typeof loader>();
  } catch (failure) {
    if (isServerOutOfReach(failure)) return { view: null };
    throw failure;
  }
}

export default function HomePage() {
  const { t } = useTranslation();
  const { view } = useLoaderData<typeof loader | typeof clientLoader>();
  const lost = view === null;
  const shown = useLastKnown(view);
  const { refreshNow } = useLiveRefresh(view, lost);
  return (
    <Page>
      <TitleBar title={t("home.title")} />
      {shown ? (
        <Home
          view={shown}
          lost={lost}
          mayRetry={mayRetryDeliveries(shown.me.role)}
          nameForm={<FirstNameForm />}
          onRetry={refreshNow}
        />
      ) : (
        <HomeOutOfReach onRetry={refreshNow} />
      )}
    </Page>
  );
}
