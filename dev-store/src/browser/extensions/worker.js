import "@remote-dom/core/polyfill";
import { ThreadMessagePort } from "@quilted/threads";
import {
  BatchingRemoteConnection,
  connectRemoteNode,
  createRemoteElement,
  RemoteEvent,
  setRemoteId,
} from "@remote-dom/core/elements";
import { events, properties, tags } from "./tags.js";
import { buildApi } from "./worker-api.js";
import { guardFetch } from "./worker-fetch.js";

/** What a person has changed in the page stands on the extension's element before its listener runs. */
const heard = ["value", "values", "checked", "open"];
const eventOf = (type) => ({
  dispatchEvent(detail) {
    for (const name of heard) if (detail && Object.hasOwn(detail, name)) this[name] = detail[name];
    return new RemoteEvent(type, { detail });
  },
});

for (const tag of tags) {
  customElements.define(
    tag,
    createRemoteElement({
      properties: Object.fromEntries(properties.map((name) => [name, {}])),
      events: Object.fromEntries(events.map((type) => [type, eventOf(type)])),
    }),
  );
}

/** Runs one target of an extension; what it throws reaches the page. */
async function start(setup, code, connection, host) {
  const registered = new Map();
  globalThis.shopify = buildApi(setup, host, registered);
  guardFetch(setup, host);
  const shown = new BatchingRemoteConnection({
    // Without a listener here a refused element would go unnoticed.
    mutate: (records) => connection.mutate(records).catch((error) => host.report(error.message)),
    call: (...call) => connection.call(...call),
  });
  setRemoteId(document.body, "~");
  connectRemoteNode(document.body, shown);
  const module = await import(URL.createObjectURL(new Blob([code], { type: "text/javascript" })));
  const run = registered.get(setup.target) ?? module.default;
  if (typeof run !== "function") throw new Error(`It has nothing to show at ${setup.target}.`);
  await run(document.body, globalThis.shopify);
}

self.onmessage = ({ ports: [port] }) => {
  const thread = new ThreadMessagePort(port, {
    exports: { start: (setup, code, connection) => start(setup, code, connection, thread.imports) },
  });
  const failed = (error) => thread.imports.report(String(error?.message ?? error));
  self.addEventListener("error", (event) => failed(event.error ?? event.message));
  self.addEventListener("unhandledrejection", (event) => failed(event.reason));
  port.start();
  thread.imports.ready();
};
