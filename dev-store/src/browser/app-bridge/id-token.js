/** Id tokens live a minute; one is shared until ten seconds before its end. */
export function idTokens(channel) {
  let held = null;
  return async (fresh = false) => {
    if (!fresh && held && held.until > Date.now()) return held.token;
    const token = await channel.ask("id-token");
    const claims = JSON.parse(atob(token.split(".")[1].replaceAll("-", "+").replaceAll("_", "/")));
    held = { token, until: claims.exp * 1000 - 10_000 };
    return token;
  };
}

/** Lets every request to the app's own origin carry an id token. */
export function patchFetch(channel, idToken) {
  const platformFetch = window.fetch.bind(window);
  window.fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input, location.href);
    if (url.origin !== location.origin) return platformFetch(input, init);
    const request = new Request(input, init);
    if (request.headers.has("Authorization")) return platformFetch(request);
    const send = async (fresh) => {
      const copy = request.clone();
      copy.headers.set("Authorization", `Bearer ${await idToken(fresh)}`);
      copy.headers.set("X-Requested-With", "XMLHttpRequest");
      return platformFetch(copy);
    };
    let response = await send(false);
    const again = response.headers.get("X-Shopify-Retry-Invalid-Session-Request");
    if (response.status === 401 && again) response = await send(true);
    const elsewhere = response.headers.get("X-Shopify-API-Request-Failure-Reauthorize-Url");
    if (elsewhere) channel.tell("leave", { url: new URL(elsewhere, location.href).href });
    return response;
  };
}

/** The app's page that only exists to fetch a token and come back; true when this is it. */
export function bounce(idToken) {
  const reload = new URLSearchParams(location.search).get("shopify-reload");
  if (!reload) return false;
  const target = new URL(reload, location.href);
  if (target.origin !== location.origin) throw new Error("App Bridge: shopify-reload leaves the app.");
  idToken(true).then((token) => {
    target.searchParams.set("id_token", token);
    location.replace(target);
  });
  return true;
}
