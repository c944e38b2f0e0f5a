import { readLine } from "./read-line";

/**
 * What a provider is asked, screen by screen: the evidence that gates and criteria of the rubric are judged by, as far
 * as the provider itself can give it. `longest` is in UTF-16 units.
 */
export type FormField = {
  name: string;
  kind: "line" | "text" | "day" | "number" | "email" | "phone" | "choice";
  longest: number;
  /** May stay empty. */
  optional?: true;
  options?: readonly string[];
};

const line = (name: string, longest = 100): FormField => ({ name, kind: "line", longest });
const day = (name: string): FormField => ({ name, kind: "day", longest: 10 });
const number = (name: string): FormField => ({ name, kind: "number", longest: 20 });
const choice = (name: string, ...options: string[]): FormField => ({
  name,
  kind: "choice",
  longest: 20,
  options,
});

export const formSteps = [
  "company",
  "licence",
  "insurance",
  "capacity",
  "tracking",
  "claims",
  "returns",
  "contact",
] as const;
export type FormStep = (typeof formSteps)[number];

/** Minutes a screen takes with the papers at hand: rounded up from what each asks. */
const minutesOf: Record<FormStep, number> = {
  company: 1,
  licence: 2,
  insurance: 2,
  capacity: 1,
  tracking: 1,
  claims: 1,
  returns: 1,
  contact: 1,
};

export const fieldsOf: Record<FormStep, readonly FormField[]> = {
  company: [line("legalName"), line("companyNumber"), line("companyCountry", 60)],
  licence: [line("licenceIssuer"), line("licenceNumber"), day("licenceUntil")],
  insurance: [
    line("insuranceIssuer"),
    line("insuranceNumber"),
    day("insuranceUntil"),
    number("insuredAmount"),
    choice("insuredCurrency", "USD", "EUR", "CNY", "HKD", "GBP", "BRL", "AED"),
  ],
  capacity: [number("parcelsPerWeek"), { name: "lanes", kind: "text", longest: 1_000 }],
  tracking: [choice("integration", "api", "file", "email"), choice("scans", "all", "some", "none")],
  claims: [number("claimWithinDays"), number("settledWithinDays")],
  returns: [choice("returnsTo", "sender", "local", "none"), choice("specialPackaging", "yes", "no")],
  contact: [
    line("contactName"),
    { name: "contactEmail", kind: "email", longest: 254 },
    { name: "contactPhone", kind: "phone", longest: 40, optional: true },
    { ...line("contactHours"), optional: true },
  ],
};

/** Every field's name; no two screens share one. */
export const fieldNames: readonly string[] = formSteps.flatMap((step) =>
  fieldsOf[step].map((field) => field.name),
);

export function isFormStep(text: string): text is FormStep {
  return (formSteps as readonly string[]).includes(text);
}

/** The minutes the screens not yet complete still take. */
export function minutesLeft(complete: ReadonlySet<FormStep>): number {
  return formSteps.filter((step) => !complete.has(step)).reduce((sum, step) => sum + minutesOf[step], 0);
}

/** Where a complete screen leads: to the next that is not complete, or to the check of all of them. */
export function placeAfter(step: FormStep, complete: ReadonlySet<FormStep>): FormStep | "check" {
  return formSteps.slice(formSteps.indexOf(step) + 1).find((later) => !complete.has(later)) ?? "check";
}

/** The first screen that is not complete, or null when all are. */
export function firstOpenStep(complete: ReadonlySet<FormStep>): FormStep | null {
  return formSteps.find((step) => !complete.has(step)) ?? null;
}

export type FieldProblem =
  | "empty"
  | "too-long"
  | "unreadable"
  | "not-a-day"
  | "day-past"
  | "not-a-number"
  | "not-an-address"
  | "not-an-option";

export type StepAnswers = Readonly<Record<string, string>>;

export type ReadStep = {
  /** What can be kept, by field. */
  values: StepAnswers;
  problems: Readonly<Record<string, FieldProblem>>;
  /** Nothing the step asks for is missing. */
  complete: boolean;
};

/**
 * Reads what was typed on one screen. Every field is read by itself, so that a mistake in one loses nothing of the
 * others. `today` is the shop's calendar day, YYYY-MM-DD: a document that has run out is not evidence.
 */
export function readStep(
  step: FormStep,
  typed: Readonly<Record<string, string | undefined>>,
  today: string,
): ReadStep {
  const values: Record<string, string> = {};
  const problems: Record<string, FieldProblem> = {};
  for (const field of fieldsOf[step]) {
    const text = typed[field.name] ?? "";
    if (text.trim() === "") {
      if (!field.optional) problems[field.name] = "empty";
      continue;
    }
    const read = readField(field, text, today);
    if ("problem" in read) problems[field.name] = read.problem;
    else values[field.name] = read.value;
  }
  return { values, problems, complete: Object.keys(problems).length === 0 };
}

function readField(
  field: FormField,
  text: string,
  today: string,
): { value: string } | { problem: FieldProblem } {
  if (field.kind === "text") return readText(text, field.longest);
  const line = readLine(text, field.longest);
  if (!line.ok) return { problem: line.problem };
  const value = line.value;
  switch (field.kind) {
    case "day":
      if (!isDay(value)) return { problem: "not-a-day" };
      return value < today ? { problem: "day-past" } : { value };
    case "number":
      return readWhole(value);
    case "email":
      return isMailAddress(value) ? { value } : { problem: "not-an-address" };
    case "choice":
      return field.options?.includes(value) ? { value } : { problem: "not-an-option" };
    default:
      return { value };
  }
}

/** Whether a text is a day of this century as a date field sends it, YYYY-MM-DD; the 31st of February is none. */
function isDay(text: string): boolean {
  const at = /^20\d\d-\d\d-\d\d$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  return at !== null && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

/** Whether a text is one plain e-mail address, without a name, a comment or a second address in it. */
export function isMailAddress(text: string): boolean {
  return /^[^\s@<>"(),;:\\\p{Cc}]{1,64}@[A-Za-z0-9.-]{1,253}$/u.test(text);
}

/** Several lines; what would dress one text as another is refused line by line. */
function readText(text: string, longest: number): { value: string } | { problem: FieldProblem } {
  const lines: string[] = [];
  for (const each of text.split(/\r?\n/)) {
    if (each.trim() === "") continue;
    const line = readLine(each, longest);
    if (!line.ok) return { problem: line.problem };
    lines.push(line.value);
  }
  const value = lines.join("\n");
  return value.length > longest ? { problem: "too-long" } : { value };
}

/** A whole number, 1 to 999,999,999, however its digits are grouped or shaped. */
function readWhole(text: string): { value: string } | { problem: FieldProblem } {
  const digits = text.normalize("NFKC").replace(/(?<=\d)[\s,.'’](?=\d{3}(?:\D|$))/g, "");
  return /^[1-9]\d{0,8}$/.test(digits) ? { value: digits } : { problem: "not-a-number" };
}
