import type { OrderDocument } from "../orders/document.ts";
import { findOrder, latestOrders } from "../orders/ledger.ts";
import type { Platform } from "../platform.ts";
import { findShop, type ShopRecord } from "../shop/record.ts";

/** A control call that cannot be done; its message is the answer. */
export class Refused extends Error {}

/** Typed access to the JSON body of a control call. */
export class ControlBody {
  readonly values: Record<string, unknown>;

  constructor(values: Record<string, unknown>) {
    this.values = values;
  }

  text(name: string): string | undefined {
    const value = this.values[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value !== "string") throw new Refused(`${name} must be a text.`);
    return value;
  }

  needText(name: string): string {
    const value = this.text(name);
    if (value === undefined) throw new Refused(`${name} is missing.`);
    return value;
  }

  number(name: string): number | undefined {
    const value = this.values[name];
    if (value === undefined || value === null) return undefined;
    const number = typeof value === "string" ? Number(value) : value;
    if (typeof number !== "number" || !Number.isFinite(number))
      throw new Refused(`${name} must be a number.`);
    return number;
  }

  flag(name: string): boolean {
    return this.values[name] === true || this.values[name] === "true";
  }

  list(name: string): unknown[] | undefined {
    const value = this.values[name];
    if (value === undefined || value === null) return undefined;
    if (!Array.isArray(value)) throw new Refused(`${name} must be a list.`);
    return value;
  }

  object(name: string): Record<string, unknown> | undefined {
    const value = this.values[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value !== "object" || Array.isArray(value)) throw new Refused(`${name} must be an object.`);
    return { ...value };
  }

  time(name: string): Date | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const at = new Date(value);
    if (Number.isNaN(at.getTime())) throw new Refused(`${name} is not a time.`);
    return at;
  }

  shop(platform: Platform): ShopRecord {
    const name = this.text("shop") ?? "sunda-trading";
    const shop = findShop(platform, name);
    if (!shop) throw new Refused(`There is no shop ${name}.`);
    return shop;
  }

  /** The orders named by `ids` (numbers or texts) or the `latest` so many, oldest first. */
  orders(platform: Platform, shop: ShopRecord): OrderDocument[] {
    const ids = this.list("ids");
    if (!ids) return latestOrders(platform, shop, this.number("latest") ?? 1).reverse();
    return ids.map((id) => {
      const order = findOrder(platform, shop, Number(String(id).replace(/^.*\//, "")));
      if (!order) throw new Refused(`There is no order ${String(id)} in ${shop.facts.handle}.`);
      return order;
    });
  }
}
