import type { HeadersFunction, LoaderFunctionArgs } from "@remix-run/node";
import { Link, Outlet, type ShouldRevalidateFunctionArgs, useNavigation } from "@remix-run/react";
import { NavMenu } from "@shopify/app-bridge-react";
import { Page } from "@shopify/polaris";
import { boundary } from "@shopify/shopify-app-remix/server";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { fromAdmin } from "~/authenticate.server";
import { HomeSkeleton } from "~/improvements/ui/home-skeleton";
import { AdminFrame } from "~/ui/admin-frame";
import { useAwaitedPage } from "~/ui/awaited-page";
import { ErrorPage } from "~/ui/error-page";
import { CardsSkeleton } from "~/ui/skeleton";

export async function loader({ request }: LoaderFunctionArgs) {
  const { locale } = await fromAdmin(request, "home.view");
  return { locale };
}

/** A background refresh of a page asks for that page alone. */
export function shouldRevalidate({ formMethod, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs) {
  return formMethod ? defaultShouldRevalidate : false;
}

export const headers: HeadersFunction = (args) => boundary.headers(args);

/** Shows the admin's own progress bar while the next page is fetched. */
function useAdminProgress() {
  const { state } = useNavigation();
  useEffect(() => {
    window.shopify?.loading?.(state !== "idle");
  }, [state]);
}

function PageSkeleton({ pathname }: { pathname: string }) {
  return <Page>{pathname === "/app" ? <HomeSkeleton /> : <CardsSkeleton />}</Page>;
}

/** The admin shows these links beside its own: what waits first, then the loop. The one to home stands for the app's name there. */
function Menu() {
  const { t } = useTranslation();
  return (
    <NavMenu>
      <a href="/app" rel="home">
        {t("nav.home")}
      </a>
      <Link to="/app/inbox">{t("nav.inbox")}</Link>
      <Link to="/app/providers">{t("nav.providers")}</Link>
      <Link to="/app/shipping">{t("nav.shipping")}</Link>
      <Link to="/app/parcels">{t("nav.parcels")}</Link>
      <Link to="/app/quality">{t("nav.quality")}</Link>
      <Link to="/app/actions">{t("nav.actions")}</Link>
      <Link to="/app/markets">{t("nav.markets")}</Link>
      <Link to="/app/settings">{t("nav.settings")}</Link>
    </NavMenu>
  );
}

export default function AppLayout() {
  useAdminProgress();
  const awaited = useAwaitedPage();
  return (
    <AdminFrame>
      <Menu />
      <main>{awaited ? <PageSkeleton pathname={awaited} /> : <Outlet />}</main>
    </AdminFrame>
  );
}

export function ErrorBoundary() {
  return (
    <>
      <Menu />
      <ErrorPage />
    </>
  );
}
