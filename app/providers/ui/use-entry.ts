import { useState } from "react";

/** The texts of a form's fields by name while a person types; `set(name)` changes one, `clear` empties them all. */
export function useEntry<Entry extends Record<string, string>>(blank: Entry) {
  const [entry, setEntry] = useState(blank);
  return {
    entry,
    set: (name: keyof Entry) => (value: string) => setEntry((now) => ({ ...now, [name]: value })),
    clear: () => setEntry(blank),
  };
}
