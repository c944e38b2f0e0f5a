import type { Incoming, Reply } from "../http.ts";
import type { Platform } from "../platform.ts";
import { listDeliveries } from "../webhooks/log.ts";
import { page, when } from "./document.ts";
import { html } from "./html.ts";
import { simple } from "./mail-pages.ts";

/** What was sent to the app, and what it answered. */
export function deliveryLog(platform: Platform, request: Incoming): Reply {
  const filter = request.url.searchParams;
  const deliveries = listDeliveries(platform, {
    shop: filter.get("shop") ?? undefined,
    topic: filter.get("topic") ?? undefined,
    state: filter.get("state") ?? undefined,
    limit: 100,
  });
  const words: Record<string, string> = { delivered: "good", pending: "open", failed: "off", dropped: "off" };
  const content = html`<h1>Webhooks sent</h1><p class="muted">The last 100. The app should acknowledge each within five seconds.</p>
${
  deliveries.length === 0
    ? html`<p class="card">None yet.</p>`
    : html`<div class="card flush"><table class="list"><caption class="unseen">Deliveries</caption><thead><tr><th scope="col">Topic</th><th scope="col">Shop</th><th scope="col">Triggered (UTC)</th><th scope="col">State</th><th scope="col">Tries</th></tr></thead><tbody>
  ${deliveries.map(
    (
      one,
    ) => html`<tr><th scope="row">${one.topic}</th><td data-label="Shop">${one.shop}</td><td data-label="Triggered">${when(one.triggeredAt)}</td>
    <td data-label="State"><span class="badge ${words[one.state]}">${one.state}</span></td>
    <td data-label="Tries">${one.attempts.length === 0 ? "none yet" : one.attempts.map((attempt) => attempt.status ?? attempt.error).join(", ")}</td></tr>`,
  )}</tbody></table></div>`
}`;
  return page(platform, "Webhooks sent", simple(content));
}
