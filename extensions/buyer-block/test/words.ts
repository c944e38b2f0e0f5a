/** A locale file's words as the page fills them in. */
export function wordsOf(tree: object, locale: string) {
  const formatNumber = (value: number) => new Intl.NumberFormat(locale).format(value);
  return {
    formatNumber,
    formatDate: (date: Date, options?: Intl.DateTimeFormatOptions) =>
      new Intl.DateTimeFormat(locale, { timeZone: "Europe/Berlin", ...options }).format(date),
    translate(key: string, values: Record<string, unknown> = {}): string {
      const word = key
        .split(".")
        .reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], tree);
      const forms = typeof word === "object" && word !== null ? (word as Record<string, string>) : null;
      const text = forms
        ? (forms[new Intl.PluralRules(locale).select(Number(values.count))] ?? forms.other)
        : word;
      if (typeof text !== "string") return `no word for ${key}`;
      return text.replace(/\{\{(\w+)\}\}/g, (_all, name: string) => String(values[name]));
    },
  };
}
