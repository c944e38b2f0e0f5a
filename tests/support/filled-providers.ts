import { forJob, fromAdmin, fromInvitation } from "../../app/authenticate.server";
import type { Ctx } from "../../app/context";
import { addDays, calendarDay } from "../../app/lib/calendar";
import { checkSome } from "../../app/providers/check-commands.server";
import {
  addDocument,
  allowUnvetted,
  createProvider,
  decideProvider,
} from "../../app/providers/commands.server";
import { nothingKnown } from "../../app/providers/core/parcel-record";
import { answerStep } from "../../app/providers/form-commands.server";
import {
  beginImport,
  confirmImport,
  mapImport,
  receivePiece,
} from "../../app/providers/import-commands.server";
import { inviteProvider } from "../../app/providers/invitation-commands.server";
import { hearParcel } from "../../app/providers/parcel-commands.server";
import { providerOfCarrier } from "../../app/providers/queries.server";
import { importSome } from "../../app/providers/shipment-commands.server";
import { adminRequest } from "./shops";

/** Two providers: one found in a parcel and offered unvetted, one entered by hand with a document, a decision and an answer on its form. */
export async function fillProviders(shop: string, mark: string, owner: string): Promise<void> {
  const worker = await forJob(shop, "filling", { alsoWhenUninstalled: false });
  if (!worker) throw new Error("the shop is not installed");
  const at = new Date();
  await hearParcel(worker, `parcel ${mark}`, {
    ...nothingKnown,
    carrier: { value: `Carrier ${mark}`, at },
    country: { value: "DE", at },
    sentAt: at,
  });
  const ctx = await fromAdmin(adminRequest(shop, "/app", { subject: owner }), "providers.decide");
  const found = await ctx.transact((db) => providerOfCarrier(db, ctx, `Carrier ${mark}`));
  const soon = addDays(calendarDay(at, "UTC"), 9);
  await allowUnvetted(ctx, found?.id ?? "", { until: soon });
  const id = ctx.newId();
  await createProvider(ctx, { id, name: `Provider ${mark}`, carrier: "", registrationNumber: mark });
  await addDocument(ctx, id, {
    kind: "licence",
    issuer: `Office ${mark}`,
    number: mark,
    validUntil: soon,
    grade: "document",
  });
  const decided = await decideProvider(ctx, id, {
    decision: "reject",
    reason: `Because ${mark}`,
    seen: "draft",
  });
  const invited = await inviteProvider(ctx, id, "en");
  const key = invited.ok ? (invited.value.url.split("/").at(-1) ?? "") : "";
  const guest = await fromInvitation(new Request("http://127.0.0.1:4100/f/key"), key);
  const person = { contactName: `Person ${mark}`, contactEmail: "desk@example.com" };
  if (!guest || !(await answerStep(guest, "contact", person)).ok) throw new Error("the form was not filled");
  if (!decided.ok) throw new Error("the shop's providers were not filled");
  await fillHistory(worker, mark, owner);
}

/** One file of past shipments that is imported, and one that was read and waits: rows in every table of an import. */
async function fillHistory(worker: Ctx, mark: string, owner: string): Promise<void> {
  for (const imported of [true, false]) {
    const id = worker.newId();
    const rows = [
      `${mark} ${imported},Carrier ${mark},Air ${mark},2026-03-10`,
      `${mark} twice,,,never ${mark}`,
    ];
    const bytes = Buffer.from(["Order,Carrier,Mode,Promised", ...rows].join("\n"));
    await beginImport(worker, { id, fileName: `${mark}.csv`, fileBytes: bytes.length, startedBy: owner });
    await receivePiece(worker, id, { at: 0, bytes });
    const columns = { externalId: "Order", provider: "Carrier", mode: "Mode", promisedOn: "Promised" };
    await mapImport(worker, id, { columns, dateFormats: ["YYYY-MM-DD"] });
    await checkSome(worker, id);
    if (!imported) continue;
    await confirmImport(worker, id);
    while ((await importSome(worker, id)) === "more");
  }
}
