/**
 * The local App Bridge: what the platform's script gives an embedded app, for the part
 * the README lists. It trusts only the admin it was loaded from.
 */
import { openChannel } from "./channel.js";
import { ownPath, readConfiguration } from "./configuration.js";
import { declaredParts, defineChrome } from "./declared.js";
import { shopifyGlobal } from "./global.js";
import { bounce, idTokens, patchFetch } from "./id-token.js";
import { dress, Modal } from "./modal.js";
import { catchAdminLinks, followHistory, linkFollower } from "./navigation.js";
import { defineSaveBar, watchForms } from "./save-bar.js";
import { watchVitals } from "./web-vitals.js";

function start(script) {
  const adminOrigin = new URL(script.src).origin;
  const config = readConfiguration(script);
  const embedded = window.parent !== window;
  if (!embedded && config.host) {
    const store = atob(config.host).split("/").at(-1);
    location.replace(`${adminOrigin}/admin/store/${store}/apps/${config.apiKey}${ownPath()}`);
    return;
  }
  const channel = openChannel(adminOrigin);
  const idToken = idTokens(channel);
  patchFetch(channel, idToken);
  const describe = declaredParts(channel, linkFollower());
  dress();
  defineChrome(channel, describe);
  defineSaveBar(channel, describe);
  customElements.define("ui-modal", Modal);
  watchForms(channel);
  catchAdminLinks(channel);
  window.shopify = shopifyGlobal({
    config,
    adminOrigin,
    embedded,
    channel,
    idToken,
    onReport: watchVitals(),
  });
  if (!bounce(idToken)) followHistory(channel);
}

// A page may name the script twice, once in its head and once through a component.
if (!window.shopify?.config) start(document.currentScript);
