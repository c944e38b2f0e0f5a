const adminParams = ["embedded", "hmac", "host", "id_token", "locale", "session", "shop", "timestamp"];

/** What the admin told this frame, remembered because in-app navigation drops its parameters. */
export function readConfiguration(script) {
  const query = new URLSearchParams(location.search);
  const meta = document.querySelector('meta[name="shopify-api-key"]');
  const remembered = JSON.parse(sessionStorage.getItem("app-bridge-config") ?? "{}");
  const config = {
    apiKey: script.dataset.apiKey ?? meta?.content ?? remembered.apiKey,
    host: query.get("host") ?? remembered.host,
    locale: query.get("locale") ?? remembered.locale ?? "en",
    shop: query.get("shop") ?? remembered.shop,
    appOrigins: [location.origin],
    disabledFeatures: [],
  };
  if (!config.apiKey) {
    throw new Error(
      "App Bridge: no API key; give the script data-api-key or the page a shopify-api-key meta tag.",
    );
  }
  sessionStorage.setItem("app-bridge-config", JSON.stringify(config));
  return config;
}

/** Where the app is, without what the admin added. */
export function ownPath() {
  const url = new URL(location.href);
  for (const name of adminParams) url.searchParams.delete(name);
  return url.pathname + url.search + url.hash;
}
