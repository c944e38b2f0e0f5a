/** Who plays in the invented shop's story, as far as its merchant knows. What they are really like stands in truth.ts. */

export const countries = ["DE", "BR", "AE", "SA"] as const;
export type Country = (typeof countries)[number];

export type ProviderKey = "kestrel" | "lotus" | "dune" | "pearl" | "comet" | "harbour" | "crane";

type Days = { min: number; max: number };

export type CastService = {
  code: string;
  tier: "standard" | "expedited";
  /** What buyers read, per language: the name, then a line below it. */
  words: Record<string, [string, string]>;
  /** Working days of the destination; the price in US dollars up to one kilogram and above. */
  zones: Partial<Record<Country, { transit: Days; prices: [string, string] }>>;
  gift?: { price: string; words: Record<string, [string, string]> };
};

export type CastProvider = {
  key: ProviderKey;
  /** Also the carrier's name on tracking numbers. */
  name: string;
  registration: string;
  service: CastService | null;
  /** Whether it tells anything of its parcels. */
  tracked: boolean;
};

const express: CastService = {
  code: "KESTREL_EXPRESS",
  tier: "expedited",
  words: {
    en: ["Kestrel Express", "Tracked to the door"],
    de: ["Kestrel Express", "Verfolgt bis zur Haustür"],
    "pt-BR": ["Kestrel Express", "Rastreado até a porta"],
    ar: ["كستريل إكسبرس", "تتبّع حتى باب المنزل"],
  },
  zones: {
    DE: { transit: { min: 3, max: 5 }, prices: ["13.90", "21.90"] },
    BR: { transit: { min: 5, max: 8 }, prices: ["18.50", "29.50"] },
    AE: { transit: { min: 2, max: 4 }, prices: ["14.50", "22.50"] },
    SA: { transit: { min: 3, max: 5 }, prices: ["15.50", "24.50"] },
  },
  gift: {
    price: "4.50",
    words: {
      en: ["Kestrel Express, gift packaging", "In a gift box with your card"],
      de: ["Kestrel Express, Geschenkverpackung", "In der Geschenkbox mit Ihrer Karte"],
      "pt-BR": ["Kestrel Express, embalagem para presente", "Em caixa de presente com o seu cartão"],
      ar: ["كستريل إكسبرس، تغليف هدية", "في علبة هدية مع بطاقتك"],
    },
  },
};

const economy: CastService = {
  code: "LOTUS_ECONOMY",
  tier: "standard",
  words: {
    en: ["Lotus Economy", "Consolidated, tracked"],
    de: ["Lotus Economy", "Sammelversand, verfolgt"],
    "pt-BR": ["Lotus Econômico", "Envio consolidado, rastreado"],
  },
  zones: {
    DE: { transit: { min: 7, max: 11 }, prices: ["4.90", "7.90"] },
    BR: { transit: { min: 10, max: 15 }, prices: ["6.20", "9.80"] },
  },
};

const gulf: CastService = {
  code: "DUNE_POST",
  tier: "standard",
  words: { en: ["Dune Post", "No tracking on the way"], ar: ["ديون بوست", "من دون تتبّع في الطريق"] },
  zones: {
    AE: { transit: { min: 5, max: 8 }, prices: ["5.90", "9.40"] },
    SA: { transit: { min: 5, max: 9 }, prices: ["6.40", "9.90"] },
  },
};

const german = (code: string, name: string, below: [string, string], transit: Days, price: string) => ({
  code,
  tier: "standard" as const,
  words: { en: [name, below[0]], de: [name, below[1]] } satisfies CastService["words"],
  zones: { DE: { transit, prices: [price, String((Number(price) * 1.6).toFixed(2))] as [string, string] } },
});

export const providers: readonly CastProvider[] = [
  {
    key: "kestrel",
    name: "Kestrel Express",
    registration: "914403007654321098",
    service: express,
    tracked: true,
  },
  {
    key: "lotus",
    name: "Lotus Consolidated",
    registration: "91440300MA5F7K2L3X",
    service: economy,
    tracked: true,
  },
  { key: "dune", name: "Dune Post", registration: "CN-1187455", service: gulf, tracked: false },
  {
    key: "harbour",
    name: "Harbour Line",
    registration: "91440300708461136T",
    service: german(
      "HARBOUR_LINE",
      "Harbour Line",
      ["By rail, tracked", "Per Bahn, verfolgt"],
      { min: 6, max: 9 },
      "6.40",
    ),
    tracked: true,
  },
  {
    key: "crane",
    name: "Blue Crane Cargo",
    registration: "91440300MA5G2H9R4D",
    service: german(
      "BLUE_CRANE",
      "Blue Crane",
      ["Air cargo, tracked", "Luftfracht, verfolgt"],
      { min: 5, max: 9 },
      "5.60",
    ),
    tracked: true,
  },
  {
    key: "comet",
    name: "Comet Parcels",
    registration: "",
    service: german(
      "COMET_LIGHT",
      "Comet Light",
      ["Small parcels, tracked", "Kleine Pakete, verfolgt"],
      { min: 4, max: 7 },
      "7.20",
    ),
    tracked: true,
  },
  {
    key: "pearl",
    name: "Pearl River Forwarding",
    registration: "91440101MA59X3K84C",
    service: null,
    tracked: true,
  },
];

export function providerOf(key: ProviderKey): CastProvider {
  const found = providers.find((one) => one.key === key);
  if (!found) throw new Error(`Nobody is called ${key}.`);
  return found;
}

/** The shop's own clock and working days, as its handling settings say them. */
export const warehouse = {
  timezone: "Asia/Shanghai",
  handling: { cutOff: "14:00", processingDays: 1, workingDays: [1, 2, 3, 4, 5], holidays: [] },
};

/** Days, counted back from the first start, at which something of the cast changed. */
export const turningPoints = { cometFound: 19, craneSuspended: 7, pearlInvited: 3 } as const;
