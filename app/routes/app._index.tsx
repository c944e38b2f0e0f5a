import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { type ClientLoaderFunctionArgs, useLoaderData } from "@remix-run/react";
import { TitleBar } from "@shopify/app-bridge-react";
import { Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { fromAdmin } from "~/authenticate.server";
import { type HomeView, homePage } from "~/improvements/home-queries.server";
import { Home } from "~/improvements/ui/home";
import { HomeOutOfReach } from "~/improvements/ui/home-out-of-reach";
import { BackfillProgress } from "~/orders/ui/backfill-progress";
import { isPersonalStep, NextStep } from "~/orders/ui/next-step";
import { StoreArrivals } from "~/orders/ui/store-arrivals";
import { hasProblem, StoreProblem } from "~/orders/ui/store-problem";
import { FirstNameForm } from "~/shop/ui/first-name-form";
import { mayRetryDeliveries } from "~/shop/ui/may";
import { useLastKnown } from "~/ui/last-known";
import { useLiveRefresh } from "~/ui/live-refresh";
import type { PageHandle } from "~/ui/page-title";
import { isServerOutOfReach } from "~/ui/server-out-of-reach";
import { useFormat } from "~/ui/use-format";

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

type ShownProps = { view: HomeView; lost: boolean; onRetry: () => void };

function Shown({ view, lost, onRetry }: ShownProps) {
  const { store } = view;
  const format = useFormat(store.shop.timezone);
  const mayRetry = mayRetryDeliveries(store.me.role);
  return (
    <Home
      view={view}
      lost={lost}
      format={format}
      onRetry={onRetry}
      problem={
        hasProblem(store) ? (
          <StoreProblem view={store} lost={lost} mayRetry={mayRetry} format={format} />
        ) : null
      }
      nextStep={
        isPersonalStep(store.nextStep) ? (
          <NextStep step={store.nextStep} view={store} mayRetry={mayRetry} nameForm={<FirstNameForm />} />
        ) : null
      }
      past={store.backfill ? <BackfillProgress backfill={store.backfill} /> : null}
      store={<StoreArrivals view={store} lost={lost} mayRetry={mayRetry} format={format} />}
    />
  );
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
        <Shown view={shown} lost={lost} onRetry={refreshNow} />
      ) : (
        <HomeOutOfReach onRetry={refreshNow} />
      )}
    </Page>
  );
}
