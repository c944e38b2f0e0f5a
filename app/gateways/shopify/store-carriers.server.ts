import type { AdminAnswer, AdminClient } from "./admin-client.server";
import {
  CarrierServiceCreateDocument,
  CarrierServicesDocument,
  CarrierServiceUpdateDocument,
  DeliveryCustomizationCreateDocument,
  DeliveryCustomizationUpdateDocument,
} from "./documents.generated";

export type RegisteredCarrier = { id: string; name: string; callbackUrl: string | null; active: boolean };

/** What the platform made of a change: the thing's id, or its own words why not. */
export type ChangeAnswer = { id: string } | { refusal: string };

type Payload = { thing: { id: string } | null | undefined; userErrors: { message: string }[] };

function toChange({ thing, userErrors }: Payload): ChangeAnswer {
  return thing && userErrors.length === 0
    ? { id: thing.id }
    : { refusal: userErrors.map((one) => one.message).join(" ") || "no reason given" };
}

/** The carrier services this app has registered with the store. */
export async function readCarriers(client: AdminClient): Promise<AdminAnswer<RegisteredCarrier[]>> {
  const answer = await client.ask(CarrierServicesDocument, {});
  if (!answer.ok) return answer;
  if (answer.withheld.length > 0) return { ok: false, problem: "refused" };
  const data = answer.data.carrierServices.nodes.map(({ id, name, callbackUrl, active }) => ({
    id,
    name: name ?? "",
    callbackUrl: callbackUrl ?? null,
    active,
  }));
  return { ok: true, data, withheld: [] };
}

/** Registers where checkout asks for rates; with an id, changes an existing registration. */
export async function writeCarrier(
  client: AdminClient,
  carrier: { id: string | null; name: string; callbackUrl: string },
): Promise<AdminAnswer<ChangeAnswer>> {
  const { id, name, callbackUrl } = carrier;
  // Without service discovery the platform sends no made-up carts that would stand in the log of quotes.
  const input = { name, callbackUrl, active: true, supportsServiceDiscovery: false };
  if (id === null) {
    const answer = await client.ask(CarrierServiceCreateDocument, { input });
    if (!answer.ok) return answer;
    const made = answer.data.carrierServiceCreate;
    return changed({ thing: made?.carrierService, userErrors: made?.userErrors ?? [] }, answer.withheld);
  }
  const answer = await client.ask(CarrierServiceUpdateDocument, { input: { id, ...input } });
  if (!answer.ok) return answer;
  const made = answer.data.carrierServiceUpdate;
  return changed({ thing: made?.carrierService, userErrors: made?.userErrors ?? [] }, answer.withheld);
}

export type Customization = { id: string | null; title: string; functionHandle: string; suspended: string[] };

/** Tells the delivery function which rate codes to hide, through the one metafield it may read. */
export async function writeCustomization(
  client: AdminClient,
  { id, title, functionHandle, suspended }: Customization,
): Promise<AdminAnswer<ChangeAnswer>> {
  const deliveryCustomization = {
    title,
    functionHandle,
    enabled: true,
    metafields: [{ namespace: "$app", key: "config", type: "json", value: JSON.stringify({ suspended }) }],
  };
  if (id === null) {
    const answer = await client.ask(DeliveryCustomizationCreateDocument, { deliveryCustomization });
    if (!answer.ok) return answer;
    const made = answer.data.deliveryCustomizationCreate;
    return changed(
      { thing: made?.deliveryCustomization, userErrors: made?.userErrors ?? [] },
      answer.withheld,
    );
  }
  const answer = await client.ask(DeliveryCustomizationUpdateDocument, { id, deliveryCustomization });
  if (!answer.ok) return answer;
  const made = answer.data.deliveryCustomizationUpdate;
  return changed({ thing: made?.deliveryCustomization, userErrors: made?.userErrors ?? [] }, answer.withheld);
}

function changed(payload: Payload, withheld: string[]): AdminAnswer<ChangeAnswer> {
  return { ok: true, data: toChange(payload), withheld };
}
