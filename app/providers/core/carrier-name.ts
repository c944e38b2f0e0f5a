/** How a carrier is called: `key` is equal for all its spellings, `name` is what a person reads. */
export type Carrier = { key: string; name: string };

/** Longest carrier name, in UTF-16 units; the platform's field is free text. */
export const longestCarrierName = 100;

/** Spellings of one company found in tracking fields, each as `foldedName` gives it. Products of a carrier stay apart. */
const knownSpellings: readonly { name: string; spellings: readonly string[] }[] = [
  { name: "4PX", spellings: ["4px", "4pxexpress", "4pxworldwideexpress", "递四方", "递四方速递"] },
  { name: "Aramex", spellings: ["aramex", "aramexinternational"] },
  { name: "Cainiao", spellings: ["cainiao", "cainiaonetwork", "cainiaosmartlogistics", "菜鸟", "菜鸟网络"] },
  { name: "China Post", spellings: ["chinapost", "中国邮政", "chinapostairmail"] },
  {
    name: "Correios",
    spellings: ["correios", "correiosbrasil", "correiosbrazil", "brazilpost", "brazilcorreios"],
  },
  { name: "Deutsche Post", spellings: ["deutschepost", "deutschepostag"] },
  { name: "DHL Express", spellings: ["dhlexpress", "dhlworldwideexpress", "dhlexpressworldwide"] },
  { name: "EMS", spellings: ["ems", "emschina", "chinaems", "邮政ems"] },
  { name: "FedEx", spellings: ["fedex", "federalexpress", "fedexexpress"] },
  { name: "Royal Mail", spellings: ["royalmail", "royalmailgroup"] },
  { name: "SF Express", spellings: ["sf", "sfexpress", "shunfeng", "shunfengexpress", "顺丰", "顺丰速运"] },
  { name: "UPS", spellings: ["ups", "unitedparcelservice"] },
  { name: "USPS", spellings: ["usps", "unitedstatespostalservice", "uspostalservice"] },
  { name: "Yanwen", spellings: ["yanwen", "yanwenlogistics", "yanwenexpress", "燕文", "燕文物流"] },
  { name: "YunExpress", spellings: ["yunexpress", "yuntu", "yuntuexpress", "云途", "云途物流"] },
];

const carrierBySpelling = new Map(
  knownSpellings.flatMap(({ name, spellings }) =>
    spellings.map((spelling): [string, Carrier] => [spelling, { key: spellings[0] ?? spelling, name }]),
  ),
);

/** What stands in the field when nobody chose a carrier. */
const nobody = new Set(["other", "others", "none", "na", "unknown", "custom", "其他", "其它"]);

/** Legal forms at the end of a name, which some write and some do not. */
const legalForm =
  /[\s,.]+(?:co|ltd|limited|inc|llc|gmbh|ag|kg|corp|corporation|company|plc|sa|bv|s\.a|l\.l\.c)\.?$/u;

/** Letters and digits alone, in lower case and without accents, compatibility forms resolved (full-width, ligatures). */
function foldedName(text: string): string {
  let folded = text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[\s.,]+$/u, "");
  while (legalForm.test(folded)) folded = folded.replace(legalForm, "");
  return folded.replace(/[^\p{L}\p{N}]/gu, "");
}

/**
 * The carrier a tracking field names, or null when it names none (empty, "Other", no letters or digits).
 * Case, spacing, punctuation, accents and legal forms do not tell carriers apart; known spellings of one company are one.
 */
export function carrierOf(text: string | null): Carrier | null {
  if (text === null || !text.isWellFormed()) return null;
  const name = text
    .normalize("NFC")
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, " ")
    .trim()
    .slice(0, longestCarrierName)
    .toWellFormed()
    .replace(/\ufffd$/u, "");
  const key = foldedName(name);
  if (key === "" || nobody.has(key)) return null;
  return carrierBySpelling.get(key) ?? { key, name };
}
