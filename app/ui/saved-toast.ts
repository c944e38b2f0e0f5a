import { useEffect, useRef } from "react";

/** Shows a short confirmation in the admin once per successful answer. */
export function useSavedToast(answer: { ok: boolean } | undefined, words: string): void {
  const shown = useRef<unknown>(undefined);
  useEffect(() => {
    if (!answer?.ok || shown.current === answer) return;
    shown.current = answer;
    window.shopify?.toast.show(words);
  }, [answer, words]);
}
