import { pick } from "../random.ts";

/** A place orders go to: invented people and streets, real cities. */
export type Destination = {
  code: string;
  name: string;
  currency: string;
  locale: string;
  cities: {
    city: string;
    province: string | null;
    provinceCode: string | null;
    zip: string;
    street: string;
  }[];
  people: [string, string][];
  phone: string;
};

export const destinations: Destination[] = [
  {
    code: "DE",
    name: "Germany",
    currency: "EUR",
    locale: "de",
    phone: "+4989000001",
    cities: [
      { city: "München", province: null, provinceCode: null, zip: "80331", street: "Lindenhofweg" },
      { city: "Leipzig", province: null, provinceCode: null, zip: "04109", street: "Am Alten Speicher" },
      { city: "Köln", province: null, provinceCode: null, zip: "50667", street: "Brückentorgasse" },
    ],
    people: [
      ["Jule", "Brandt"],
      ["Anton", "Reiß"],
      ["Mira", "Kohlmann"],
      ["Tilo", "Wegener"],
      ["Svea", "Lüders"],
    ],
  },
  {
    code: "BR",
    name: "Brazil",
    currency: "BRL",
    locale: "pt-BR",
    phone: "+5511000001",
    cities: [
      {
        city: "São Paulo",
        province: "São Paulo",
        provinceCode: "SP",
        zip: "01310-100",
        street: "Rua das Jabuticabas",
      },
      {
        city: "Recife",
        province: "Pernambuco",
        provinceCode: "PE",
        zip: "50030-230",
        street: "Travessa do Farol",
      },
      {
        city: "Curitiba",
        province: "Paraná",
        provinceCode: "PR",
        zip: "80020-310",
        street: "Alameda dos Pinhais",
      },
    ],
    people: [
      ["Caio", "Nogueira"],
      ["Íris", "Valadão"],
      ["Luan", "Peixoto"],
      ["Marina", "Sobral"],
    ],
  },
  {
    code: "SA",
    name: "Saudi Arabia",
    currency: "SAR",
    locale: "ar",
    phone: "+9661100001",
    cities: [
      { city: "Riyadh", province: null, provinceCode: null, zip: "12211", street: "Wadi Street" },
      { city: "Jeddah", province: null, provinceCode: null, zip: "23434", street: "Corniche Lane" },
    ],
    people: [
      ["نورة", "الحربي"],
      ["سالم", "القحطاني"],
      ["Reem", "Alotaibi"],
      ["فهد", "الشهري"],
    ],
  },
  {
    code: "AE",
    name: "United Arab Emirates",
    currency: "AED",
    locale: "en",
    phone: "+9714000001",
    cities: [
      { city: "Dubai", province: "Dubai", provinceCode: "DU", zip: "00000", street: "Palm Grove Road" },
    ],
    people: [
      ["Hana", "Qasimi"],
      ["Omar", "Lootah"],
    ],
  },
  {
    code: "US",
    name: "United States",
    currency: "USD",
    locale: "en",
    phone: "+1512555010",
    cities: [
      { city: "Austin", province: "Texas", provinceCode: "TX", zip: "78701", street: "Pecan Hollow Drive" },
      { city: "Portland", province: "Oregon", provinceCode: "OR", zip: "97204", street: "Ferry Street" },
    ],
    people: [
      ["Casey", "Holloway"],
      ["Marcus", "Teale"],
      ["Priya", "Raman"],
    ],
  },
  {
    code: "JP",
    name: "Japan",
    currency: "JPY",
    locale: "ja",
    phone: "+8136000001",
    cities: [
      { city: "Nagano", province: "Nagano", provinceCode: "JP-20", zip: "380-0824", street: "Minami 2-7" },
    ],
    people: [
      ["結衣", "藤村"],
      ["Sota", "Arakawa"],
    ],
  },
  {
    code: "KW",
    name: "Kuwait",
    currency: "KWD",
    locale: "ar",
    phone: "+9652200001",
    cities: [
      { city: "Salmiya", province: null, provinceCode: null, zip: "20012", street: "Block 4, Street 9" },
    ],
    people: [
      ["دانة", "العنزي"],
      ["Yousef", "Mutawa"],
    ],
  },
];

/** Where most orders of the first shop go. */
export const usualMix = ["DE", "DE", "DE", "DE", "BR", "BR", "BR", "SA", "SA", "AE", "US"];

/** How buyers let things be shipped before the app offers anything. */
export const shippingChoices = [
  {
    title: "Standard international",
    code: "STD_INTL",
    source: "shopify",
    carrierIdentifier: null,
    price: "6.90",
  },
  { title: "Express", code: "EXP_INTL", source: "shopify", carrierIdentifier: null, price: "19.50" },
];

/** Finds a destination; throws for a country the dev store has no places in. */
export function destination(code: string): Destination {
  const found = destinations.find((one) => one.code === code);
  if (!found)
    throw new Error(
      `The dev store knows no places in ${code}; it has ${destinations.map((one) => one.code).join(", ")}.`,
    );
  return found;
}

/** Makes up a person at a place. */
export function inventBuyer(random: () => number, place: Destination) {
  const [firstName, lastName] = pick(random, place.people);
  const home = pick(random, place.cities);
  const number = 1 + Math.floor(random() * 180);
  const mailbox = `buyer.${place.code.toLowerCase()}${100 + Math.floor(random() * 900)}`;
  return {
    person: {
      firstName,
      lastName,
      email: `${mailbox}@mail.example`,
      phone: `${place.phone}${10 + Math.floor(random() * 89)}`,
    },
    address: {
      address1: `${home.street} ${number}`,
      city: home.city,
      province: home.province,
      provinceCode: home.provinceCode,
      zip: home.zip,
      country: place.name,
      countryCode: place.code,
    },
  };
}
