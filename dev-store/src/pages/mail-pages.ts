import { notFound, type Reply } from "../http.ts";
import { findMail, listMails } from "../mail/mailbox.ts";
import type { Platform } from "../platform.ts";
import { page, when } from "./document.ts";
import { html, type Markup } from "./html.ts";

/** Every mail anyone was sent. */
export function mailList(platform: Platform): Reply {
  const mails = listMails(platform.db, { limit: 200 });
  const content = html`<h1>Mailbox</h1>${
    mails.length === 0
      ? html`<p class="card">No mail yet. What the app sends to buyers, staff or providers arrives here.</p>`
      : html`<ul class="card plain mails">${mails.map((mail) => html`<li><a href="/mail/${mail.id}"><strong><bdi>${mail.subject || "(no subject)"}</bdi></strong></a><span class="muted">to <bdi>${mail.to.join(", ")}</bdi> · ${when(mail.receivedAt)} UTC</span></li>`)}</ul>`
  }`;
  return page(platform, "Mailbox", simple(content));
}

/** One mail; its HTML runs nothing and loads nothing. */
export function mailPage(platform: Platform, id: number): Reply {
  const mail = findMail(platform.db, id);
  if (!mail) return notFound();
  const content = html`<p><a href="/mail">← Mailbox</a></p><h1><bdi>${mail.subject || "(no subject)"}</bdi></h1>
<dl><dt>From</dt><dd><bdi>${mail.from}</bdi></dd><dt>To</dt><dd><bdi>${mail.to.join(", ")}</bdi></dd><dt>Received</dt><dd>${when(mail.receivedAt)} UTC</dd></dl>
${mail.html ? html`<iframe class="mail-body" sandbox src="/mail/${id}/html" title="Message"></iframe>` : html`<pre class="card mail-text">${mail.text}</pre>`}`;
  return page(platform, mail.subject || "Mail", simple(content));
}

/** The HTML of a mail for its sandboxed frame. */
export function mailHtml(platform: Platform, id: number): Reply {
  const mail = findMail(platform.db, id);
  if (!mail?.html) return notFound();
  return {
    status: 200,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy":
        "sandbox allow-popups; default-src 'none'; img-src data:; style-src 'unsafe-inline'",
    },
    body: mail.html,
  };
}

/** A page outside the admin. */
export function simple(content: Markup): Markup {
  return html`<div class="simple"><header><a class="brand" href="/">All doors</a></header><main>${content}</main></div>`;
}
