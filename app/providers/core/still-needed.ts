import type { Gate } from "./gates";
import { type GateName, rubric } from "./rubric";

/** What stands between a provider and a well-founded decision, with the minutes staff, or the provider, need for it. */
export type Needed =
  | { what: "document"; gate: GateName; state: "missing" | "unproven" | "expired"; minutes: number }
  | { what: "invite"; minutes: number }
  | { what: "form"; open: number; minutes: number }
  | { what: "parcels"; missing: number };

/** Minutes to look at a paper and enter it, or to check one with its issuer. */
const documentMinutes = 5;
/** Minutes to send a provider its form. */
const inviteMinutes = 1;

type Standing = {
  gates: readonly Gate[];
  /** Parcels of it whose promise is decided. */
  decided: number;
  /** Its form, if it was ever invited: screens not complete, and the minutes they take. */
  form: { open: number; minutes: number } | null;
};

/** What is still needed, the gates first: nothing else makes up for them. */
export function stillNeeded({ gates, decided, form }: Standing): Needed[] {
  const documents = gates.flatMap(({ gate, state }): Needed[] =>
    state === "in-force" ? [] : [{ what: "document", gate, state, minutes: documentMinutes }],
  );
  const own: Needed[] = [];
  if (!form) own.push({ what: "invite", minutes: inviteMinutes });
  else if (form.open > 0) own.push({ what: "form", ...form });
  const missing = rubric.provisionalUnder - decided;
  return [...documents, ...own, ...(missing > 0 ? [{ what: "parcels" as const, missing }] : [])];
}
