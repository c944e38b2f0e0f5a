import { z } from "zod";
import { buyerLanguages, dutyPayers } from "./core/market";

/** Text a database can hold. */
const text = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^[^\0]*$/u);
const hours = text(100).default("");

/** The market form as the browser sends it; an empty field says nothing, so that the default's holds. */
export const marketForm = z.strictObject({
  language: z.enum(["", ...buyerLanguages]).default(""),
  zone: text(60).default(""),
  monday: hours,
  tuesday: hours,
  wednesday: hours,
  thursday: hours,
  friday: hours,
  saturday: hours,
  sunday: hours,
  holidays: text(4_000).default(""),
  email: text(200).default(""),
  chat: text(400).default(""),
  phone: text(40).default(""),
  whatsapp: text(40).default(""),
  returnAddress: text(500).default(""),
  dutiesPaidBy: z.enum(["", ...dutyPayers]).default(""),
  dutiesSource: text(300).default(""),
  dutiesAsOf: text(10).default(""),
});

export type MarketForm = z.infer<typeof marketForm>;
