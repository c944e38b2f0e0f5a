import { Link, useNavigate } from "@remix-run/react";
import { AppProvider } from "@shopify/polaris";
import type { AnchorHTMLAttributes, ComponentProps, ReactNode } from "react";
import { forwardRef, useEffect } from "react";
import { useTranslation } from "react-i18next";

type FrameLinkProps = AnchorHTMLAttributes<HTMLAnchorElement> & { url?: string; external?: boolean };

/** Lets Polaris controls that carry a url move inside the app without loading a new document. */
const FrameLink = forwardRef<HTMLAnchorElement, FrameLinkProps>(function FrameLink(
  { url = "", external = false, children, ...rest },
  ref,
) {
  if (external || /^[a-z]+:/.test(url)) {
    return (
      <a {...rest} href={url} target={rest.target ?? "_top"} ref={ref}>
        {children}
      </a>
    );
  }
  return (
    <Link {...rest} to={url} ref={ref}>
      {children}
    </Link>
  );
});

// Polaris' type still allows string refs, which a forwarded ref cannot be; it never passes one.
const linkComponent = FrameLink as ComponentProps<typeof AppProvider>["linkComponent"];

/** The admin's navigation menu lies outside this document and asks for a page by this event. */
function useAdminNavigation() {
  const navigate = useNavigate();
  useEffect(() => {
    const follow = (event: Event) => {
      const href = event.target instanceof Element ? event.target.getAttribute("href") : null;
      if (href) navigate(href);
    };
    window.addEventListener("shopify:navigate", follow);
    return () => window.removeEventListener("shopify:navigate", follow);
  }, [navigate]);
}

/**
 * Polaris with our words and our router. The platform's own provider is not used because it adds
 * a second App Bridge script to the body, without a nonce.
 */
export function AdminFrame({ children }: { children: ReactNode }) {
  const { i18n } = useTranslation();
  useAdminNavigation();
  return (
    <AppProvider i18n={i18n.getResourceBundle(i18n.language, "polaris")} linkComponent={linkComponent}>
      {children}
    </AppProvider>
  );
}
