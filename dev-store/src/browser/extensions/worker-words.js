/** `shopify.i18n`: the extension's own words, and numbers and dates as its language writes them. */
export function buildWords({ words, extensionLocale, locale }) {
  const formatter = (given) => (given?.inExtensionLocale ? extensionLocale : locale);
  const options = ({ inExtensionLocale: _unused, ...rest } = {}) => rest;
  return {
    translate: (key, values = {}) => fill(find(words, key, values, extensionLocale) ?? key, values, locale),
    formatNumber: (number, given) => new Intl.NumberFormat(formatter(given), options(given)).format(number),
    formatCurrency: (number, given) =>
      new Intl.NumberFormat(formatter(given), { style: "currency", ...options(given) }).format(number),
    formatDate: (date, given) => new Intl.DateTimeFormat(formatter(given), options(given)).format(date),
  };
}

function find(words, key, values, locale) {
  const found = key.split(".").reduce((tree, name) => tree?.[name], words);
  if (typeof found !== "object" || found === null) return found;
  return found[new Intl.PluralRules(locale).select(Number(values.count))] ?? found.other;
}

/** Elements among the values stay elements: the answer is then a list. */
function fill(text, values, locale) {
  const parts = text.split(/\{\{\s*(\w+)\s*\}\}/).map((part, index) => {
    if (index % 2 === 0) return part;
    const value = values[part];
    if (part === "count" && typeof value === "number") return new Intl.NumberFormat(locale).format(value);
    return value ?? "";
  });
  return parts.some((part) => typeof part === "object")
    ? parts.filter((part) => part !== "")
    : parts.join("");
}
