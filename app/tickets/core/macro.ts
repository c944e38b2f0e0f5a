/** What a macro's text may name in double braces. */
export const macroVariables = [
  "customer.first_name",
  "order.name",
  "carrier.name",
  "promise.by",
  "agent.first_name",
  "shop.name",
  "market.return_address",
] as const;
export type MacroVariable = (typeof macroVariables)[number];
export type MacroValues = Partial<Record<MacroVariable, string | null>>;

/** A macro's text with its variables filled; those without a value stay in braces, each named once in `missing`. */
export function fillMacro(text: string, values: MacroValues): { text: string; missing: string[] } {
  const missing = new Set<string>();
  const filled = text.replace(/\{\{\s*([a-z._]{1,40})\s*\}\}/g, (whole, name: string) => {
    const value = values[name as MacroVariable];
    if (value) return value;
    missing.add(name);
    return whole;
  });
  return { text: filled, missing: [...missing] };
}

/** Placeholders that still stand in a text: it must not be sent like this. */
export function placeholdersIn(text: string): string[] {
  return [...new Set([...text.matchAll(/\{\{\s*([^{}]{1,40}?)\s*\}\}/g)].map((match) => match[1] ?? ""))];
}
