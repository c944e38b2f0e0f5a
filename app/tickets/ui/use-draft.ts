import { useEffect, useState } from "react";

/**
 * A text that is still there when its author comes back to the page in the same tab: looking something up elsewhere
 * costs nobody a reply. It never leaves the browser. `forget` once it is sent.
 */
export function useDraft(ticket: string): [string, (text: string) => void, () => void] {
  const key = `reply ${ticket}`;
  const [text, setText] = useState("");
  // After hydration: the server knows of no draft.
  useEffect(() => setText(readable(() => sessionStorage.getItem(key)) ?? ""), [key]);
  const change = (next: string) => {
    setText(next);
    readable(() => (next ? sessionStorage.setItem(key, next) : sessionStorage.removeItem(key)));
  };
  return [text, change, () => void readable(() => sessionStorage.removeItem(key))];
}

/** A browser may refuse a framed page its storage; then there is no draft. */
function readable<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}
