/**
 * Preloaded into the app's processes with `node --import`: requests to a shop's
 * platform address go to the dev store instead, with the original host in a header.
 */
const shopHost = /^[a-z0-9][a-z0-9-]*\.myshopify\.com$/;
const target = new URL(process.env.DEV_STORE_URL ?? "http://unset.invalid");

// Access tokens travel this way, so anything but loopback is a leak.
if (!["127.0.0.1", "[::1]", "localhost"].includes(target.hostname) || target.protocol !== "http:") {
  throw new Error("DEV_STORE_URL must be an http:// loopback address when redirect-platform.mjs is loaded.");
}

const platformFetch = globalThis.fetch;

globalThis.fetch = function fetch(input, init) {
  const asked = new URL(input instanceof Request ? input.url : String(input), "http://relative.invalid");
  if (asked.protocol !== "https:" || !shopHost.test(asked.hostname)) return platformFetch(input, init);
  const request = new Request(input, init);
  const headers = new Headers(request.headers);
  headers.set("x-original-host", asked.hostname);
  return platformFetch(new URL(asked.pathname + asked.search, target), {
    method: request.method,
    headers,
    body: request.body,
    duplex: request.body ? "half" : undefined,
    redirect: request.redirect,
    signal: request.signal,
  });
};
