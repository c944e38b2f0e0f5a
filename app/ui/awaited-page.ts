import { useLocation, useNavigation } from "@remix-run/react";
import { useEffect, useState } from "react";

/** A page that comes sooner than this needs no outline, which would only flicker. */
const patienceMilliseconds = 200;

/** The address of the page being fetched, once the fetch has taken long enough to show its outline. */
export function useAwaitedPage(): string | null {
  const { pathname } = useLocation();
  const next = useNavigation().location?.pathname.replace(/(.)\/$/, "$1");
  const waiting = next !== undefined && next !== pathname ? next : null;
  const [shown, setShown] = useState<string | null>(null);
  useEffect(() => {
    if (waiting === null) return setShown(null);
    const timer = setTimeout(() => setShown(waiting), patienceMilliseconds);
    return () => clearTimeout(timer);
  }, [waiting]);
  return waiting === shown ? shown : null;
}
