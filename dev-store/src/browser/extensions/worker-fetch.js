const platformFetch = globalThis.fetch.bind(globalThis);

/** Extensions fetch with the rights their configuration gives them; the worker's origin is null either way. */
export function guardFetch(setup, host) {
  globalThis.fetch = setup.surface === "admin" ? adminFetch(setup, host) : buyerFetch(setup);
  for (const name of ["XMLHttpRequest", "WebSocket", "EventSource", "importScripts"]) delete globalThis[name];
}

function buyerFetch({ networkAccess, handle }) {
  return async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    if (!networkAccess)
      throw new TypeError(`${handle} may not fetch: its configuration lacks network_access.`);
    if (!/^https?:\/\//.test(url)) throw new TypeError(`The dev store does not imitate fetch of ${url}`);
    return platformFetch(input, init);
  };
}

/** Relative addresses are the app's, and only the app's own get the person's token. */
function adminFetch({ appUrl }, host) {
  return async (input, init) => {
    if (!(input instanceof Request) && /^shopify:/.test(String(input)))
      throw new TypeError("The dev store does not imitate direct access to the Admin API.");
    const request =
      input instanceof Request ? new Request(input, init) : new Request(new URL(String(input), appUrl), init);
    if (new URL(request.url).origin === appUrl && !request.headers.has("authorization"))
      request.headers.set("authorization", `Bearer ${await host.idToken()}`);
    return platformFetch(request);
  };
}
