/** Messages to and from the admin page, whose origin is checked both ways. */
export function openChannel(adminOrigin) {
  let last = 0;
  const waiting = new Map();
  const listeners = new Map();
  const tell = (type, payload, id) =>
    window.parent.postMessage({ appBridge: 1, type, payload, id }, adminOrigin);
  const ask = (type, payload) =>
    new Promise((resolve, reject) => {
      last += 1;
      waiting.set(last, { resolve, reject });
      tell(type, payload, last);
    });
  window.addEventListener("message", (event) => {
    if (event.origin !== adminOrigin || event.source !== window.parent || event.data?.appBridge !== 1) return;
    const { type, payload, id, error } = event.data;
    if (type !== "answer") {
      listeners.get(type)?.(payload);
      return;
    }
    const waiter = waiting.get(id);
    waiting.delete(id);
    if (error) waiter?.reject(new Error(error));
    else waiter?.resolve(payload);
  });
  return { tell, ask, on: (type, listener) => listeners.set(type, listener) };
}
