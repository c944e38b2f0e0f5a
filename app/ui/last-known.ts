import { useState } from "react";

/** The newest value that was not null: what a page keeps showing while its source is unreachable. */
export function useLastKnown<T>(value: T | null): T | null {
  const [known, setKnown] = useState(value);
  if (value !== null && value !== known) setKnown(value);
  return value ?? known;
}
