/** A staff member of a shop; the id is the `sub` of id tokens. */
export type Staff = { id: string; firstName: string; lastName: string; email: string; owner: boolean };
/** Something the shop sells; the price is in whole units of the shop's currency. */
export type Product = {
  productId: number;
  variantId: number;
  title: string;
  variant: string;
  sku: string;
  grams: number;
  price: string;
};
export type MarketFacts = {
  id: number;
  handle: string;
  name: string;
  countries: { code: string; name: string; currency: string }[];
  locales: string[];
};

/** What is true of a shop whatever happens in it. All of it is invented. */
export type ShopFacts = {
  id: number;
  handle: string;
  domain: string;
  name: string;
  email: string;
  createdAt: string;
  currency: string;
  presentmentCurrencies: string[];
  timezone: string;
  address: {
    address1: string;
    city: string;
    province: string;
    provinceCode: string;
    zip: string;
    country: string;
    countryCode: string;
    phone: string;
  };
  locales: { locale: string; name: string; primary: boolean; published: boolean }[];
  markets: MarketFacts[];
  location: { id: number; name: string };
  products: Product[];
  staff: Staff[];
  firstOrderNumber: number;
};

const sunda: ShopFacts = {
  id: 61_204_118_931,
  handle: "sunda-trading",
  domain: "sunda-trading.myshopify.com",
  name: "Sunda Trading",
  email: "hello@sunda-trading.example",
  createdAt: "2024-03-04T02:15:00Z",
  currency: "USD",
  presentmentCurrencies: ["USD", "EUR", "BRL", "SAR", "AED", "JPY", "KWD"],
  timezone: "Asia/Shanghai",
  address: {
    address1: "88 Keyuan South Road",
    city: "Shenzhen",
    province: "Guangdong",
    provinceCode: "GD",
    zip: "518057",
    country: "China",
    countryCode: "CN",
    phone: "+8675500000101",
  },
  locales: [
    { locale: "en", name: "English", primary: true, published: true },
    { locale: "de", name: "German", primary: false, published: true },
    { locale: "pt-BR", name: "Portuguese (Brazil)", primary: false, published: true },
    { locale: "ar", name: "Arabic", primary: false, published: true },
  ],
  markets: [
    {
      id: 71_000_000_001,
      handle: "us",
      name: "United States",
      countries: [{ code: "US", name: "United States", currency: "USD" }],
      locales: ["en"],
    },
    {
      id: 71_000_000_002,
      handle: "de",
      name: "Germany",
      countries: [{ code: "DE", name: "Germany", currency: "EUR" }],
      locales: ["de", "en"],
    },
    {
      id: 71_000_000_003,
      handle: "br",
      name: "Brazil",
      countries: [{ code: "BR", name: "Brazil", currency: "BRL" }],
      locales: ["pt-BR", "en"],
    },
    {
      id: 71_000_000_004,
      handle: "gulf",
      name: "Gulf",
      countries: [
        { code: "SA", name: "Saudi Arabia", currency: "SAR" },
        { code: "AE", name: "United Arab Emirates", currency: "AED" },
      ],
      locales: ["ar", "en"],
    },
  ],
  location: { id: 81_000_000_001, name: "Shenzhen warehouse" },
  products: [
    {
      productId: 91_000_000_001,
      variantId: 92_000_000_001,
      title: "Walnut desk organizer",
      variant: "Large",
      sku: "WDO-L",
      grams: 1150,
      price: "46.00",
    },
    {
      productId: 91_000_000_002,
      variantId: 92_000_000_002,
      title: "Folding reading lamp",
      variant: "Warm white",
      sku: "FRL-W",
      grams: 480,
      price: "32.50",
    },
    {
      productId: 91_000_000_003,
      variantId: 92_000_000_003,
      title: "Ceramic pour-over set",
      variant: "Sand",
      sku: "CPO-S",
      grams: 920,
      price: "39.90",
    },
    {
      productId: 91_000_000_004,
      variantId: 92_000_000_004,
      title: "Linen travel pouch",
      variant: "Indigo",
      sku: "LTP-I",
      grams: 140,
      price: "18.00",
    },
    {
      productId: 91_000_000_005,
      variantId: 92_000_000_005,
      title: "Wool felt slippers",
      variant: "40",
      sku: "WFS-40",
      grams: 410,
      price: "27.00",
    },
  ],
  staff: [
    { id: "1", firstName: "Wen", lastName: "Lin", email: "wen@sunda-trading.example", owner: true },
    { id: "2", firstName: "Rui", lastName: "Chen", email: "rui@sunda-trading.example", owner: false },
  ],
  firstOrderNumber: 1001,
};

const harbor: ShopFacts = {
  id: 61_377_902_445,
  handle: "harbor-lane",
  domain: "harbor-lane.myshopify.com",
  name: "Harbor Lane",
  email: "shop@harbor-lane.example",
  createdAt: "2026-01-19T17:40:00Z",
  currency: "USD",
  presentmentCurrencies: ["USD"],
  timezone: "America/Los_Angeles",
  address: {
    address1: "410 Ferry Street",
    city: "Portland",
    province: "Oregon",
    provinceCode: "OR",
    zip: "97204",
    country: "United States",
    countryCode: "US",
    phone: "+15035550142",
  },
  locales: [{ locale: "en", name: "English", primary: true, published: true }],
  markets: [
    {
      id: 71_000_000_101,
      handle: "us",
      name: "United States",
      countries: [{ code: "US", name: "United States", currency: "USD" }],
      locales: ["en"],
    },
  ],
  location: { id: 81_000_000_101, name: "Ferry Street" },
  products: [
    {
      productId: 91_000_000_101,
      variantId: 92_000_000_101,
      title: "Rope doormat",
      variant: "Natural",
      sku: "RDM-N",
      grams: 1900,
      price: "54.00",
    },
  ],
  staff: [
    { id: "1", firstName: "Dana", lastName: "Whitlock", email: "dana@harbor-lane.example", owner: true },
    { id: "2", firstName: "Joel", lastName: "Amaro", email: "joel@harbor-lane.example", owner: false },
  ],
  firstOrderNumber: 1001,
};

/** The dev store's shops. */
export const shops: [ShopFacts, ShopFacts] = [sunda, harbor];

/** Finds a shop by handle or domain. */
export function shopFacts(handleOrDomain: string): ShopFacts | undefined {
  return shops.find((shop) => shop.handle === handleOrDomain || shop.domain === handleOrDomain);
}

/** The staff member, or the owner when the id is left out or unknown. */
export function staffMember(shop: ShopFacts, id: string | null | undefined): Staff {
  const found = shop.staff.find((staff) => staff.id === id) ?? shop.staff[0];
  if (!found) throw new Error(`${shop.handle} has no staff.`);
  return found;
}
