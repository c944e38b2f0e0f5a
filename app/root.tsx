import type { LinksFunction, LoaderFunctionArgs } from "@remix-run/node";
import {
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useMatches,
  useRouteLoaderData,
} from "@remix-run/react";
import polarisStyles from "@shopify/polaris/build/esm/styles.css?url";
import { type ReactNode, useContext } from "react";
import { useTranslation } from "react-i18next";
import { env } from "~/env.server";
import { ErrorPage } from "~/ui/error-page";
import ownStyles from "~/ui/fairlead.css?url";
import { NonceContext } from "~/ui/nonce";
import { pageTitleOf } from "~/ui/page-title";

export const links: LinksFunction = () => [
  { rel: "stylesheet", href: polarisStyles },
  { rel: "stylesheet", href: ownStyles },
];

/** Public: what every document needs before anybody is known. */
export function loader({ request }: LoaderFunctionArgs) {
  return {
    apiKey: env.SHOPIFY_API_KEY,
    appBridgeUrl: env.APP_BRIDGE_URL,
    requestId: request.headers.get("x-request-id"),
  };
}

/** None of it changes while the document lives. */
export const shouldRevalidate = () => false;

export function Layout({ children }: { children: ReactNode }) {
  const { t, i18n } = useTranslation();
  const nonce = useContext(NonceContext);
  const data = useRouteLoaderData<typeof loader>("root");
  const page = pageTitleOf(useMatches());
  return (
    <html lang={i18n.language}>
      <head>
        <meta charSet="utf-8" />
        {data ? (
          <>
            <meta name="shopify-api-key" content={data.apiKey} />
            {/* The platform asks for App Bridge to be the first script, neither async nor deferred. */}
            <script
              src={data.appBridgeUrl}
              data-api-key={data.apiKey}
              nonce={nonce}
              suppressHydrationWarning
            />
          </>
        ) : null}
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{page ? t("app.pageTitle", { page: t(page) }) : t("app.name")}</title>
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

export default function Root() {
  return <Outlet />;
}

export function ErrorBoundary() {
  return <ErrorPage />;
}
