/** Languages in which country names are recognised: those the admin and the story's markets speak. */
const languages = ["en", "zh-Hans", "de", "es", "pt", "fr", "ar", "it", "nl", "ja"];

/** Names in use that the runtime's own lists lack: older names, and how trade papers write them. */
const otherNames: Readonly<Record<string, string>> = {
  burma: "MM",
  "cape verde": "CV",
  congo: "CG",
  "congo drc": "CD",
  "czech republic": "CZ",
  "democratic republic of the congo": "CD",
  "east timor": "TL",
  england: "GB",
  "great britain": "GB",
  holland: "NL",
  "ivory coast": "CI",
  kyrgyz: "KG",
  korea: "KR",
  "korea republic of": "KR",
  "republic of korea": "KR",
  macedonia: "MK",
  russia: "RU",
  "russian federation": "RU",
  scotland: "GB",
  swaziland: "SZ",
  "syrian arab republic": "SY",
  turkey: "TR",
  uae: "AE",
  uk: "GB",
  "united states of america": "US",
  usa: "US",
  "viet nam": "VN",
};

/** Without those that stand for no country: outlying Oceania, pseudo-locales, unions, unknown. */
const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
const twoLetters = letters
  .flatMap((a) => letters.map((b) => a + b))
  .filter((code) => !/^(?:QO|XA|XB|EZ|UN|EU|ZZ)$/.test(code));

function folded(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

type Known = { byName: Map<string, string>; byCode: Map<string, string> };
let known: Known | undefined;

/** Built when first asked: a page that reads no names pays nothing for them. */
function names(): Known {
  if (known) return known;
  const byName = new Map(Object.entries(otherNames));
  const byCode = new Map([["UK", "GB"]]);
  for (const language of languages) {
    for (const style of ["long", "short"] as const) {
      const display = new Intl.DisplayNames([language], { type: "region", fallback: "none", style });
      for (const code of twoLetters) {
        const name = display.of(code);
        if (name === undefined) continue;
        // Codes that were withdrawn lead to their successor's.
        const country = new Intl.Locale(`und-${code}`).region ?? code;
        byCode.set(code, country);
        if (!byName.has(folded(name))) byName.set(folded(name), country);
      }
    }
  }
  known = { byName, byCode };
  return known;
}

/** The country a destination names, as ISO 3166-1 alpha-2; null where it names none. Two capitals are taken for a code. */
export function countryOf(destination: string): string | null {
  const text = destination.trim();
  const { byName, byCode } = names();
  return byCode.get(text) ?? byName.get(folded(text)) ?? null;
}
