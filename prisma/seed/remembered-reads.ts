import type { Db } from "../../app/db.server";

/**
 * Tables that no order of the story changes: settings, services and who is who. Each command reads them anew, which is
 * right for the app and, thousands of orders in a row, most of the telling's time.
 */
const settled = new Set([
  "shop",
  "staffMember",
  "shippingRules",
  "shippingService",
  "publishedRate",
  "carrierRegistration",
  "rateQuote",
  "parcelPromiseDefault",
  "parcelClaimTerms",
  "market",
  "marketCountry",
  "marketSettings",
  "storeLanguage",
  "improvementAction",
]);
const reads = new Set(["findUnique", "findFirst", "findMany", "count"]);

/** Where nothing can stand yet about an order the mirror was told of a moment ago. */
const blankUntilFollowed = new Set(["orderPromise", "arrivalAnswer", "parcelClaim"]);

/** What the transaction may answer from memory. `fresh`: the order in hand is new, and not followed yet. */
export type Memory = { known: Map<string, Promise<unknown>>; fresh: boolean };

type Method = (args: object) => Promise<unknown>;

/** The transaction, answering repeated reads of settled tables from memory. For telling orders, and nothing else. */
export function withRememberedReads(db: Db, memory: Memory): Db {
  const models = new Map<string, object>();
  return new Proxy(db, {
    get(target, key) {
      const value = Reflect.get(target, key, target) as unknown;
      if (typeof value === "function") return value.bind(target);
      if (
        typeof key !== "string" ||
        !(settled.has(key) || blankUntilFollowed.has(key)) ||
        typeof value !== "object" ||
        value === null
      )
        return value;
      const known = models.get(key) ?? remembering(key, value, memory);
      models.set(key, known);
      return known;
    },
  });
}

function remembering(model: string, table: object, memory: Memory): object {
  return new Proxy(table, {
    get(target, method) {
      const value = Reflect.get(target, method, target) as unknown;
      if (typeof method !== "string" || !reads.has(method) || typeof value !== "function") return value;
      if (blankUntilFollowed.has(model)) {
        return (args: object) =>
          memory.fresh && method === "findUnique"
            ? Promise.resolve(null)
            : (value as Method).call(target, args);
      }
      return (args: object) => {
        const key = `${model} ${method} ${JSON.stringify(args)}`;
        // A rate somebody was offered hangs on the instant; the story's buyers were offered none.
        const short = model === "rateQuote" ? `${model} ${method}` : key;
        const found = memory.known.get(short) ?? (value as Method).call(target, args);
        memory.known.set(short, found);
        return found;
      };
    },
  });
}
