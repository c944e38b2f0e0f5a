import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { customizations } from "../api/customization-data.ts";
import { bundle } from "../extensions/bundles.ts";
import { type ExtensionManifest, functionExtensions } from "../extensions/manifests.ts";
import type { Platform } from "../platform.ts";
import type { ShopRecord } from "../shop/record.ts";
import type { Checkout } from "./checkout.ts";
import { functionSource, selectInput } from "./function-input.ts";
import type { Offer, ShippingOption } from "./shipping-options.ts";

const target = "cart.delivery-options.transform.run";
const largestInput = 128_000;
const largestOutput = 20_000;
/** Stands for the platform's limit of instructions. */
const timeoutMs = 200;

type Operation = {
  deliveryOptionHide?: { deliveryOptionHandle: string };
  deliveryOptionMove?: { deliveryOptionHandle: string; index: number };
  deliveryOptionRename?: { deliveryOptionHandle: string; title: string };
};

/** Lets every enabled customization change the list, oldest first. One that fails changes nothing. */
export async function customize(
  platform: Platform,
  shop: ShopRecord,
  checkout: Checkout,
  offer: Offer,
): Promise<Offer> {
  let { options } = offer;
  const notes = [...offer.notes];
  for (const { id, customization } of customizations(platform, shop)) {
    const extension = functionExtensions(platform).find((one) => one.handle === customization.functionHandle);
    if (!customization.enabled || !extension) continue;
    try {
      const source = functionSource(platform, shop, checkout, id, options);
      const operations = await run(extension, source);
      options = apply(options, operations);
      notes.push(`${customization.title} ran: ${operations.length} operations.`);
    } catch (error) {
      notes.push(`${customization.title} failed: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return { options, notes };
}

async function run(extension: ExtensionManifest, source: object): Promise<Operation[]> {
  const place = extension.targets.find((one) => one.target === target);
  if (!place) throw new Error(`${extension.handle} has no target ${target}`);
  const query = readFileSync(join(extension.folder, place.inputQuery ?? "src/run.graphql"), "utf8");
  const input = JSON.stringify(selectInput(query, source));
  if (Buffer.byteLength(input) > largestInput) throw new Error("its input is larger than 128 kB");
  const output = call(await compiled(extension.folder), exportName(place.export), input);
  if (Buffer.byteLength(output) > largestOutput) throw new Error("its output is larger than 20 kB");
  const { operations } = JSON.parse(output) as { operations?: unknown };
  if (!Array.isArray(operations)) throw new Error("its output holds no operations");
  return operations as Operation[];
}

async function compiled(folder: string): Promise<string> {
  const entry = ["src/index.ts", "src/index.js"].map((name) => join(folder, name)).find(existsSync);
  if (!entry) throw new Error("it has no src/index");
  return bundle(entry, {}, "iife");
}

/** `cart-delivery-options-transform-run` as its module exports it. */
function exportName(kebab: string | null): string {
  return (kebab ?? "run").replace(/-([a-z])/g, (_all, letter: string) => letter.toUpperCase());
}

/** Runs in a realm of its own, without clock, chance or network, as compiled functions do. */
function call(code: string, name: string, input: string): string {
  const script = `delete globalThis.Date; delete Math.random; ${code};
JSON.stringify(extension[${JSON.stringify(name)}](JSON.parse(input)))`;
  const output: unknown = runInNewContext(script, { input }, { timeout: timeoutMs });
  if (typeof output !== "string") throw new Error("it returned nothing");
  return output;
}

function apply(options: ShippingOption[], operations: Operation[]): ShippingOption[] {
  let list = options.map((one) => ({ ...one }));
  for (const {
    deliveryOptionHide: hide,
    deliveryOptionMove: move,
    deliveryOptionRename: rename,
  } of operations) {
    const handle = (hide ?? move ?? rename)?.deliveryOptionHandle;
    const found = list.find((one) => one.handle === handle);
    if (!found) throw new Error("an operation names an option that is not there");
    if (hide) list = list.filter((one) => one !== found);
    if (move) {
      list = list.filter((one) => one !== found);
      list.splice(move.index, 0, found);
    }
    // The platform puts the carrier's name in front of what a function writes.
    if (rename) found.title = found.carrier ? `${found.carrier} - ${rename.title}` : rename.title;
  }
  return list;
}
