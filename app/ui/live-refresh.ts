import { useRevalidator } from "@remix-run/react";
import { useEffect, useRef } from "react";

const everyMilliseconds = 5_000;
const slowestMilliseconds = 60_000;

/** Pause before the next refresh: 5 s while all is well, doubled per failure in a row up to a minute. */
export function pauseAfter(failures: number): number {
  return Math.min(everyMilliseconds * 2 ** failures, slowestMilliseconds);
}

/**
 * Reloads the page's data while somebody looks at it. `answer` is whatever the last load returned;
 * a new one starts the next pause. A hidden page asks nothing and catches up when it is shown again.
 */
export function useLiveRefresh(answer: unknown, lost: boolean): { refreshNow: () => void } {
  const { revalidate, state } = useRevalidator();
  const failures = useRef(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each answer, even an equal one, starts a new pause
  useEffect(() => {
    failures.current = lost ? failures.current + 1 : 0;
    const refreshWhenVisible = () => {
      if (document.visibilityState === "visible") revalidate();
    };
    const timer = setTimeout(refreshWhenVisible, pauseAfter(failures.current));
    document.addEventListener("visibilitychange", refreshWhenVisible);
    window.addEventListener("online", refreshWhenVisible);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", refreshWhenVisible);
      window.removeEventListener("online", refreshWhenVisible);
    };
  }, [answer, lost, revalidate]);

  return { refreshNow: () => state === "idle" && revalidate() };
}
