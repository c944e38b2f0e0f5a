import type { Reply } from "../http.ts";
import type { Platform } from "../platform.ts";
import { html, type Markup } from "./html.ts";

/** A whole page of the dev store. Scripts come from its own files, frames from the app alone. */
export function page(
  platform: Platform,
  title: string,
  body: Markup,
  options: { scripts?: string[]; sheets?: string[]; status?: number; lang?: string; dir?: string } = {},
): Reply {
  const scripts = (options.scripts ?? []).map((name) => html`<script type="module" src="/${name}"></script>`);
  const text = html`<!doctype html>
<html lang="${options.lang ?? "en"}" dir="${options.dir ?? "ltr"}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/style.css">
${(options.sheets ?? []).map((name) => html`<link rel="stylesheet" href="/${name}">`)}
${scripts}
</head>
<body>${body}</body>
</html>`.text;
  return {
    status: options.status ?? 200,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": `default-src 'self'; img-src 'self' data:; frame-src 'self' ${platform.env.appUrl}; frame-ancestors 'self'; form-action 'self'; base-uri 'none'`,
      // Without a referrer forms would be posted with the origin "null".
      "referrer-policy": "same-origin",
    },
    body: text,
  };
}

const dateTime = new Map<string, Intl.DateTimeFormat>();

/** A time for reading, in the given zone. */
export function when(value: string, timeZone = "UTC"): string {
  const format =
    dateTime.get(timeZone) ??
    new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "short", timeZone });
  dateTime.set(timeZone, format);
  return format.format(new Date(value));
}
