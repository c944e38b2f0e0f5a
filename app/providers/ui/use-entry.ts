import { useState } from "react";

/** The texts of a form's fields while a person types; `field` ties an input to one, `clear` empties them all. */
export function useEntry<Entry extends Record<string, string>>(blank: Entry) {
  const [entry, setEntry] = useState(blank);
  return {
    entry,
    field: <Name extends keyof Entry & string>(name: Name) => ({
      name,
      value: entry[name],
      onChange: (value: string) => setEntry((now) => ({ ...now, [name]: value })),
    }),
    clear: () => setEntry(blank),
  };
}
