import type { HeadersFunction, LoaderFunctionArgs } from "@remix-run/node";
import { Link, Outlet, type ShouldRevalidateFunctionArgs, useNavigation } from "@remix-run/react";
import { NavMenu } from "@shopify/app-bridge-react";
import { boundary } from "@shopify/shopify-app-remix/server";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { fromAdmin } from "~/authenticate.server";
import { AdminFrame } from "~/ui/admin-frame";
import { ErrorPage } from "~/ui/error-page";

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

export default function AppLayout() {
  const { t } = useTranslation();
  useAdminProgress();
  return (
    <AdminFrame>
      <NavMenu>
        <a href="/app" rel="home">
          {t("nav.home")}
        </a>
        <Link to="/app/settings">{t("nav.settings")}</Link>
      </NavMenu>
      <main>
        <Outlet />
      </main>
    </AdminFrame>
  );
}

export function ErrorBoundary() {
  return <ErrorPage />;
}
