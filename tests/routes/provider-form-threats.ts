import { fieldNames } from "../../app/providers/core/provider-form";
import type { Entry } from "./threats";

const test = "tests/flows/providers-form.test.ts";

/** What stands in the way of whoever holds, or guesses, the link to a provider's form. */
export const providerFormThreats: Entry = {
  who: "provider",
  authenticator: "fromInvitation",
  handlers: {
    loader: { path: { token: "k".repeat(43) }, query: { step: "company", lang: "en" } },
    // The action reads the language, too; a name is listed once.
    action: {
      path: { token: "k".repeat(43) },
      form: { step: "company", ...Object.fromEntries(fieldNames.map((name) => [name, "1"])) },
    },
  },
  notes: [
    {
      row: "Public links",
      attack: "guessing a key; one that was taken back, replaced, has ended, or belongs to another shop",
      defence:
        "256 random bits, only their hash kept, 30 days, one per provider; all others are answered alike",
      test,
    },
    {
      row: "Public links",
      attack: "a form sent from a foreign page (CSRF), the page framed, a script in an answer",
      defence:
        "no cookie authenticates, the key in the address does; no script may run, no page may frame it",
      test,
    },
    {
      row: "Public links",
      attack: "ending or beginning an offer by what a form says",
      defence: "what a provider states stands as unproven, and never in the place of what staff entered",
      test,
    },
    {
      row: "Logs, errors",
      attack: "the key in a log line, or in the address a next page is told of",
      defence: "paths are logged without it; no-referrer; pages name it nowhere",
      test,
    },
    {
      row: "Denial of service",
      attack: "floods of keys or answers, bodies that are too large",
      defence:
        "few look-ups at once, 120 requests a minute per link, a megabyte per form, 5,000 letters a field",
      test,
    },
  ],
};
