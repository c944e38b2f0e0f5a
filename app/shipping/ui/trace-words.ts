import { useTranslation } from "react-i18next";
import type { Format } from "~/ui/format";
import type { Outcome, Reason, Rule, Step } from "../core/trace";

const reasonWords = {
  "service-active": "shipping.reason.serviceActive",
  "service-paused": "shipping.reason.servicePaused",
  "provider-offerable": "shipping.reason.providerOfferable",
  "provider-not-offerable": "shipping.reason.providerNotOfferable",
  "provider-until-passed": "shipping.reason.providerUntilPassed",
  "provider-unknown": "shipping.reason.providerUnknown",
  "zone-postcode": "shipping.reason.zonePostcode",
  "zone-province": "shipping.reason.zoneProvince",
  "zone-country": "shipping.reason.zoneCountry",
  "zone-everywhere": "shipping.reason.zoneEverywhere",
  "zone-elsewhere": "shipping.reason.zoneElsewhere",
  "zone-lacks-country": "shipping.reason.zoneLacksCountry",
  "zone-lacks-province": "shipping.reason.zoneLacksProvince",
  "zone-lacks-postcode": "shipping.reason.zoneLacksPostcode",
  "zone-none": "shipping.reason.zoneNone",
  "nothing-to-ship": "shipping.reason.nothingToShip",
  "within-limits": "shipping.reason.withinLimits",
  "too-heavy": "shipping.reason.tooHeavy",
  "too-valuable": "shipping.reason.tooValuable",
  "tier-found": "shipping.reason.tierFound",
  "tier-none": "shipping.reason.tierNone",
  "currency-same": "shipping.reason.currencySame",
  "currency-converted": "shipping.reason.currencyConverted",
  "currency-not-convertible": "shipping.reason.currencyNotConvertible",
  "packaging-added": "shipping.reason.packagingAdded",
  "promise-made": "shipping.reason.promiseMade",
  position: "shipping.reason.position",
} as const satisfies Record<Reason, string>;

export const ruleWords = {
  state: "shipping.rule.state",
  provider: "shipping.rule.provider",
  zone: "shipping.rule.zone",
  limits: "shipping.rule.limits",
  table: "shipping.rule.table",
  currency: "shipping.rule.currency",
  packaging: "shipping.rule.packaging",
  promise: "shipping.rule.promise",
  order: "shipping.rule.order",
} as const satisfies Record<Rule, string>;

export const outcomeWords = {
  matched: "shipping.outcome.matched",
  not: "shipping.outcome.not",
  unknown: "shipping.outcome.unknown",
} as const satisfies Record<Outcome, string>;

const whyWords = {
  approved: "shipping.why.approved",
  conditional: "shipping.why.conditional",
  "unvetted-until": "shipping.why.unvettedUntil",
  "unvetted-too-late": "shipping.why.unvettedTooLate",
  "gate-failed": "shipping.why.gateFailed",
  suspended: "shipping.why.suspended",
  rejected: "shipping.why.rejected",
  "not-reviewed": "shipping.why.notReviewed",
} as const;

const isWhy = (why: string): why is keyof typeof whyWords => why in whyWords;

/** Why a provider may or may not be offered, in a few words. */
export function useWhy(): (why: string) => string {
  const { t } = useTranslation();
  return (why) => (isWhy(why) ? t(whyWords[why]) : why);
}

/** A step of a quote as a sentence in the reader's language, with its numbers as people write them. */
export function useStepSentence(format: Format): (step: Step) => string {
  const { t } = useTranslation();
  const why = useWhy();
  return ({ reason, values }) => {
    const { currency, minor, country } = values;
    return t(reasonWords[reason], {
      ...values,
      ...(typeof values.why === "string" && { why: why(values.why) }),
      ...(typeof country === "string" && { country: country === "" ? "–" : format.country(country) }),
      ...(typeof currency === "string" &&
        typeof minor === "number" && { price: format.money({ minor, currency }) }),
    });
  };
}
