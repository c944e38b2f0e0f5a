/** The whole script of the sandboxed frame: its origin is null, and so is that of the worker it starts. */
addEventListener(
  "message",
  ({ data, ports }) => {
    const worker = new Worker(URL.createObjectURL(new Blob([data.worker], { type: "text/javascript" })));
    // Nobody else hears of a worker that dies before it can speak.
    worker.addEventListener("error", (event) => console.error(event.message ?? "The worker did not start."));
    worker.postMessage({}, [...ports]);
  },
  { once: true },
);
