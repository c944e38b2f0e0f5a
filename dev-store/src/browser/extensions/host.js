import { ThreadMessagePort } from "@quilted/threads";
import { DOMRemoteReceiver } from "@remote-dom/core/receivers";
import { defineElements } from "./elements/all.js";
import { hostApi } from "./host-api.js";
import { tags } from "./tags.js";

const patienceMs = 10_000;

defineElements();
for (const section of document.querySelectorAll("[data-extension]"))
  run(section).catch((error) => fail(section, error.message));

/** Shows one extension in its section of the page. */
async function run(section) {
  const setup = JSON.parse(section.querySelector("script[type='application/json']").textContent);
  const [code, worker] = await Promise.all([text(setup.bundle), text("/extension-worker.js")]);
  const root = document.createElement("div");
  root.className = "extension-root";
  root.dataset.appPages = setup.appPages ?? "";
  section.querySelector("[data-extension-root]").append(root);
  const receiver = new DOMRemoteReceiver({ root, elements: tags });
  const port = await openSandbox(section, setup, worker);
  const failed = (message) => fail(section, message);
  await new Promise((done, gone) => {
    const late = setTimeout(() => gone(new Error("It did not start in time.")), patienceMs);
    const thread = new ThreadMessagePort(port, {
      exports: {
        ...hostApi(setup, section),
        report: failed,
        ready: () => {
          clearTimeout(late);
          thread.imports.start(setup, code, receiver.connection).then(done, gone);
        },
      },
    });
    port.start();
  });
  section.querySelector("[data-extension-wait]")?.remove();
  section.dataset.extension = "shown";
}

async function text(address) {
  const response = await fetch(address);
  const body = await response.text();
  if (!response.ok) throw new Error(body);
  return body;
}

/** A frame that may run scripts and nothing else; the worker inside gets one end of a channel. */
function openSandbox(section, setup, worker) {
  const frame = document.createElement("iframe");
  frame.hidden = true;
  frame.title = setup.handle;
  frame.setAttribute("sandbox", "allow-scripts");
  frame.src =
    setup.networkAccess || setup.surface === "admin" ? "/extension-sandbox?network" : "/extension-sandbox";
  section.append(frame);
  return new Promise((done, gone) => {
    frame.addEventListener("error", () => gone(new Error("Its frame did not load.")));
    frame.addEventListener("load", () => {
      const { port1, port2 } = new MessageChannel();
      frame.contentWindow.postMessage({ worker }, "*", [port2]);
      done(port1);
    });
  });
}

/** Says in the block's place that it failed, and why, for whoever looks closer. */
function fail(section, message) {
  console.error(`${section.dataset.handle}: ${message}`);
  section.querySelector("[data-extension-wait]")?.remove();
  const told = section.querySelector("[data-extension-error]");
  // What already stands on the page is better than an apology for it.
  if (section.querySelector(".extension-root")?.childElementCount) return;
  told.hidden = false;
  told.querySelector("code").textContent = message;
  section.dataset.extension = "failed";
}
