/** How the store and the app stand with each other. */
export type Standing = {
  needsLogin: boolean;
  orders: number;
  parked: number;
  waiting: number;
  /** Age of the oldest waiting delivery in milliseconds; 0 when none waits. */
  oldestWaitingMs: number;
  /** Orders from before the install are still being read. */
  readingPast: boolean;
};

export type HomeStatus = "needs-login" | "parked" | "catching-up" | "reading-past" | "no-orders-yet" | "live";

/** A delivery normally waits under a second; from this age on the page says that it is catching up. */
const lateMs = 10_000;

/** The one thing to say first: what blocks everything, then what is stuck, then what is slow, then the rest. */
export function homeStatus(standing: Standing): HomeStatus {
  if (standing.needsLogin) return "needs-login";
  if (standing.parked > 0) return "parked";
  if (standing.oldestWaitingMs > lateMs) return "catching-up";
  if (standing.orders > 0) return "live";
  // Whether the store has orders is not known before its past is read.
  return standing.readingPast ? "reading-past" : "no-orders-yet";
}

export type Person = {
  named: boolean;
  mayRetry: boolean;
  mayChangeRoles: boolean;
  teamSize: number;
  /** Someone besides the owner has been given a role above agent. */
  rolesGiven: boolean;
};

export type NextStep =
  | "reopen-app"
  | "set-name"
  | "retry-parked"
  | "place-first-order"
  | "assign-roles"
  | "none";

/** The step that helps this person most now; only what they may do. */
export function nextStep(standing: Standing, person: Person): NextStep {
  if (standing.needsLogin) return "reopen-app";
  if (!person.named) return "set-name";
  if (standing.parked > 0 && person.mayRetry) return "retry-parked";
  if (standing.orders === 0 && !standing.readingPast) return "place-first-order";
  if (person.mayChangeRoles && person.teamSize > 1 && !person.rolesGiven) return "assign-roles";
  return "none";
}
