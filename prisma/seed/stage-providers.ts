import { addDays, calendarDay } from "../../app/lib/calendar";
import {
  addDocument,
  allowUnvetted,
  createProvider,
  decideProvider,
} from "../../app/providers/commands.server";
import { carrierOf } from "../../app/providers/core/carrier-name";
import type { Decision, ProviderState } from "../../app/providers/core/decision";
import { type ProviderKey, providerOf, turningPoints, warehouse } from "../../scripts/story/cast";
import { providerId, stageService } from "./stage-services";
import { must, owner } from "./tell-orders";
import type { Teller } from "./teller";

/** How a provider was vetted: days are counted from the first start, negative before it. */
type Vetting = {
  key: ProviderKey;
  on: number;
  licenceEnds: number;
  insuranceEnds: number;
  decision: Decision;
  reason: string;
};

const vettings: readonly Vetting[] = [
  {
    ...{ key: "kestrel", on: -91, licenceEnds: 420, insuranceEnds: 230, decision: "approve" },
    reason: "Licence and insurance confirmed with their issuers; good reference from a neighbour.",
  },
  {
    ...{ key: "lotus", on: -90.9, licenceEnds: 310, insuranceEnds: 150, decision: "approve" },
    reason: "Papers in order, and the only affordable way to Brazil.",
  },
  {
    ...{ key: "dune", on: -90.8, licenceEnds: 260, insuranceEnds: 120, decision: "conditional" },
    reason: "No tracking and messages in English only: on probation until they offer either.",
  },
  {
    ...{ key: "harbour", on: -90.7, licenceEnds: 205, insuranceEnds: 6, decision: "approve" },
    reason: "Rail to Germany, papers confirmed.",
  },
  {
    ...{ key: "crane", on: -90.6, licenceEnds: 180, insuranceEnds: 90, decision: "conditional" },
    reason: "Cheap air cargo, but two late references: watch the first hundred parcels.",
  },
];

const craneReason =
  "About one parcel in four came late for two months, and three calls were not returned. No new orders until they show what changed.";

/** Something the merchant did, at its instant; done twice it changes nothing. */
export type Act = { at: Date; run: (teller: Teller) => Promise<unknown> };

/** Everything the merchant did about providers, first things first. */
export function providerActs(firstStart: Date): Act[] {
  const at = (day: number) => new Date(firstStart.getTime() + day * 86_400_000);
  const endsOn = (day: number) => addDays(calendarDay(firstStart, warehouse.timezone), day);
  return [
    ...vettings.map((vetting) => ({
      at: at(vetting.on),
      run: (teller: Teller) => vet(teller, vetting, endsOn),
    })),
    {
      at: at(-turningPoints.cometFound + 1),
      run: (teller: Teller) => offerNewcomer(teller, endsOn(25)),
    },
    {
      at: at(-turningPoints.craneSuspended),
      run: (teller: Teller) =>
        decideOnce(teller, "crane", ["approved", "conditional"], "suspend", craneReason),
    },
    { at: at(-turningPoints.pearlInvited), run: (teller: Teller) => enter(teller, "pearl") },
  ];
}

async function enter(teller: Teller, key: ProviderKey): Promise<string> {
  const { name, registration } = providerOf(key);
  const id = providerId({ key });
  const input = { id, name, carrier: "", registrationNumber: registration };
  must(await createProvider(teller.staff(owner, "owner"), input));
  return id;
}

async function vet(teller: Teller, vetting: Vetting, endsOn: (day: number) => string): Promise<void> {
  const id = await enter(teller, vetting.key);
  const { service, registration } = providerOf(vetting.key);
  const paper = { grade: "verified" as const, number: registration.slice(-8) };
  const staff = teller.staff(owner, "owner");
  const licence = {
    kind: "licence" as const,
    issuer: "Shenzhen transport bureau",
    validUntil: endsOn(vetting.licenceEnds),
  };
  const insurance = {
    kind: "insurance" as const,
    issuer: "Nanhai Insurance",
    validUntil: endsOn(vetting.insuranceEnds),
  };
  must(await addDocument(staff, id, { ...paper, ...licence }));
  must(await addDocument(staff, id, { ...paper, ...insurance }));
  await decideOnce(teller, vetting.key, ["draft"], vetting.decision, vetting.reason);
  if (service) await stageService(teller, service, id);
}

async function decideOnce(
  teller: Teller,
  key: ProviderKey,
  from: readonly ProviderState[],
  decision: Decision,
  reason: string,
): Promise<void> {
  const staff = teller.staff(owner, "owner");
  const id = providerId({ key });
  const row = await staff.transact((db) =>
    db.provider.findUniqueOrThrow({ where: { shopId_id: { shopId: staff.shop.id, id } } }),
  );
  if (!from.includes(row.state)) return;
  must(await decideProvider(staff, id, { decision, reason, seen: row.state }));
}

/** The newcomer stands there since its first parcel; it may be offered until a day, unvetted. */
async function offerNewcomer(teller: Teller, until: string): Promise<void> {
  const staff = teller.staff(owner, "owner");
  const { name, service } = providerOf("comet");
  const carrierKey = carrierOf(name)?.key ?? "";
  const row = await staff.transact((db) =>
    db.provider.findUniqueOrThrow({
      where: { shopId_carrierKey: { shopId: staff.shop.id, carrierKey } },
    }),
  );
  if (row.state === "found" && row.offerUntil === null) must(await allowUnvetted(staff, row.id, { until }));
  if (service) await stageService(teller, service, row.id);
}
