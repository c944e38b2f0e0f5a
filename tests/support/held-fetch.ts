import { vi } from "vitest";

/**
 * Holds this process's next request: before it is sent, or its answer before the caller gets it. Later requests go
 * their way. `held` is fulfilled when the request is held.
 */
export function holdNextFetch(moment: "before" | "answered"): { held: Promise<void>; release(): void } {
  const held = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const send = globalThis.fetch;
  vi.spyOn(globalThis, "fetch").mockImplementationOnce(async (...args) => {
    const sent = moment === "answered" ? await send(...args) : undefined;
    held.resolve();
    await released.promise;
    return sent ?? send(...args);
  });
  return { held: held.promise, release: released.resolve };
}
