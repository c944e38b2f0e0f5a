/**
 * True when a page's data could not be fetched because the network or the server failed for now.
 * An answer below 500 is a decision of the server (signed out, forbidden, gone) and is not hidden.
 */
export function isServerOutOfReach(failure: unknown): boolean {
  const status =
    typeof failure === "object" && failure !== null && "status" in failure ? failure.status : null;
  return typeof status === "number" ? status >= 500 : failure instanceof Error;
}
