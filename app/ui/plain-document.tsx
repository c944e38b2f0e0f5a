import { createHash } from "node:crypto";
import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { I18nextProvider, useTranslation } from "react-i18next";
import { createI18n } from "~/i18n";
import type { Locale } from "~/locales/supported";

// No quote, ampersand or angle bracket may stand in here: HTML would escape it, and the policy names these very bytes.
const styles = `
*{box-sizing:border-box}
body{margin:0;background:#f4f5f6;color:#1b1e22;font:1.0625rem/1.5 system-ui,-apple-system,Segoe UI,PingFang SC,Microsoft YaHei,sans-serif}
main{max-width:34rem;margin:0 auto;padding:1.25rem 1rem 4rem}
h1{margin:.25rem 0 .75rem;font-size:1.5rem;line-height:1.25;overflow-wrap:anywhere}
h2{margin:1.5rem 0 .5rem;font-size:1.125rem}
p{margin:.5rem 0;overflow-wrap:anywhere}
a{color:#0b5394}
.card{background:#fff;border-radius:.75rem;padding:1.25rem 1rem;margin:1rem 0}
.top{display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 1rem;font-size:.9375rem}
.languages{display:flex;flex-wrap:wrap;gap:0 1rem}
.note{color:#50565e;font-size:.9375rem}
.field{margin:1.25rem 0 0;border:0;padding:0;min-width:0}
label,legend{display:block;padding:0;font-weight:600}
.field .note{display:block;margin:.125rem 0}
input[type=text],input[type=email],input[type=tel],input[type=date],textarea,select{display:block;width:100%;min-height:3rem;margin-top:.375rem;padding:.625rem .75rem;border:1px solid #767d86;border-radius:.5rem;background:#fff;color:inherit;font:inherit}
textarea{min-height:7rem}
.pick{display:flex;align-items:center;gap:.75rem;min-height:3rem;margin-top:.375rem;padding:.5rem .75rem;border:1px solid #c4c9cf;border-radius:.5rem;font-weight:400}
.pick input{flex:none;width:1.25rem;height:1.25rem;margin:0}
:focus-visible{outline:3px solid #0b5394;outline-offset:2px}
.wrong{margin:.25rem 0 0;color:#a0180c;font-weight:600}
.field-wrong input,.field-wrong textarea,.field-wrong select{border-color:#a0180c;border-width:2px}
.alert{margin:1rem 0 0;padding:.75rem 1rem;border-inline-start:4px solid #a0180c;background:#fdeceb}
.done{padding:.75rem 1rem;border-inline-start:4px solid #1c7a3d;background:#e8f5ec}
.go{display:block;width:100%;min-height:3.25rem;margin-top:1.5rem;padding:.8125rem 1rem;border:0;border-radius:.625rem;background:#1f4e8c;color:#fff;font:inherit;font-weight:600;text-align:center;text-decoration:none;cursor:pointer}
.go:hover{background:#173d70}
.ways{display:flex;flex-wrap:wrap;justify-content:space-between;gap:.25rem 1rem;margin-top:1rem}
.ways a,.top a,.list a{display:inline-block;min-height:1.75rem;padding:.125rem 0}
.list{margin:.5rem 0;padding:0;list-style:none}
.list li{display:flex;justify-content:space-between;gap:1rem;padding:.625rem 0;border-top:1px solid #e2e5e8}
.list li:first-child{border-top:0}
.needs{display:block}
.state{flex:none;color:#50565e;font-size:.9375rem}
.state-done{color:#17642f;font-weight:600}
progress{display:block;width:100%;height:.5rem;margin:.5rem 0 1rem;accent-color:#1f4e8c}
`;

const stylesHash = createHash("sha256").update(styles).digest("base64");

/** Nothing may run or be loaded, no page may frame it, and no address it leads to learns where it was called from. */
const headers = {
  "Content-Type": "text/html; charset=utf-8",
  "Cache-Control": "no-store",
  "Referrer-Policy": "no-referrer",
  "X-Robots-Tag": "noindex, nofollow",
  "Content-Security-Policy": [
    "default-src 'none'",
    `style-src 'sha256-${stylesHash}'`,
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join("; "),
};

function Head({ title }: { title: string }) {
  const { t } = useTranslation();
  return (
    <head>
      <meta charSet="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{t("app.pageTitle", { page: title })}</title>
      <style>{styles}</style>
    </head>
  );
}

type PlainDocument = { locale: Locale; title: string; body: ReactNode; status?: number };

/**
 * A page for people outside the store's admin: HTML and one small style sheet, no script, so that it opens on any phone
 * and any connection.
 */
export function plainDocument({ locale, title, body, status = 200 }: PlainDocument): Response {
  const html = renderToStaticMarkup(
    <I18nextProvider i18n={createI18n(locale)}>
      <html lang={locale}>
        <Head title={title} />
        <body>
          <main>{body}</main>
        </body>
      </html>
    </I18nextProvider>,
  );
  return new Response(`<!doctype html>${html}`, { status, headers });
}
