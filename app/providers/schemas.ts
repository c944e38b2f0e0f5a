import { z } from "zod";
import { supportedLocales } from "../locales/supported";
import { decisions, providerStates } from "./core/decision";
import { evidenceGrades } from "./core/gates";
import { fieldNames, formSteps } from "./core/provider-form";
import { gateNames } from "./core/rubric";
import { shipmentMap } from "./core/shipment-map";

/** A text field: what is wrong with its words is told beside it, by the command. */
const text = z.string().max(5_000);
/** YYYY-MM-DD in this century, as a date field sends it. */
const day = z.iso.date().regex(/^20/);

export const createProviderForm = z.strictObject({
  /** Made by the page, so that a form sent twice enters one provider. */
  id: z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
  name: text,
  carrier: text,
  registrationNumber: text,
});

export const addDocumentForm = z.strictObject({
  kind: z.enum(gateNames),
  issuer: text,
  number: text,
  validUntil: day,
  grade: z.enum(evidenceGrades),
});

export const decideForm = z.strictObject({
  decision: z.enum(decisions),
  reason: text,
  seen: z.enum(providerStates),
});

export const allowUnvettedForm = z.strictObject({ until: z.union([day, z.literal("")]) });

export const invitationForm = z.strictObject({
  intent: z.enum(["invite", "revoke"]),
  language: z.enum(supportedLocales),
  /** Where to mail the link; empty to hand it over oneself. */
  email: z.string().max(254),
});

/** One screen of a provider's form, or its end: which fields a screen has is app/providers/core/provider-form.ts. */
export const providerForm = z.strictObject({
  step: z.enum([...formSteps, "finish"]),
  ...Object.fromEntries(fieldNames.map((name) => [name, text.optional()])),
});

const importId = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
const wholeNumber = z
  .string()
  .regex(/^\d{1,12}$/)
  .transform(Number);

/** The next bytes of a file, and what is needed to begin with the first of them. */
export const pieceForm = z.strictObject({
  id: importId,
  fileName: z.string().min(1).max(300),
  fileBytes: wholeNumber,
  at: wholeNumber,
  piece: z
    .base64()
    .max(800_000)
    .transform((text) => new Uint8Array(Buffer.from(text, "base64"))),
});

const jsonText = z
  .string()
  .max(20_000)
  .transform((text, ctx): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      ctx.addIssue({ code: "custom", message: "is not JSON" });
      return z.NEVER;
    }
  });

/** What a person does with a file that was taken in; `map` comes with the intent of that name. */
export const historyForm = z.strictObject({
  intent: z.enum(["map", "confirm", "discard"]),
  id: importId,
  map: jsonText.pipe(shipmentMap).optional(),
});
