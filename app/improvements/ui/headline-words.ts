import { useTranslation } from "react-i18next";
import type { Format } from "~/ui/format";
import { useScore } from "~/ui/use-score";
import type { ActionCell } from "../core/action";
import type { Headline } from "../home-queries.server";

type Gap = Extract<Headline, { kind: "gap" }>;
type FirstTrueThing = Extract<Headline, { kind: "first-true-thing" }>;

export type HeadlineWords = {
  sentence: string;
  /** How sure it is and from how many. */
  sureness: string | null;
  /** What to do about it, and where; null where the page's next step says it. */
  advice: string;
  button: { words: string; to: string } | null;
  /** A second way on, without a button of its own. */
  link: { words: string; to: string } | null;
};

const gapWords = {
  tangibles: "home.gap.tangibles",
  reliability: "home.gap.reliability",
  responsiveness: "home.gap.responsiveness",
  assurance: "home.gap.assurance",
  empathy: "home.gap.empathy",
} as const satisfies Record<ActionCell["dimension"], string>;

const surenessWords = {
  sure: "home.sureness.sure",
  early: "home.sureness.early",
  unsure: "home.sureness.unsure",
} as const satisfies Record<Gap["certainty"], string>;

const actionWords = {
  "likely-helped": "home.acting.likelyHelped",
  "likely-worse": "home.acting.likelyWorse",
  "no-clear-change": "home.acting.noClearChange",
  "too-early": "home.acting.tooEarly",
  "no-baseline": "home.acting.noBaseline",
} as const satisfies Record<NonNullable<Gap["action"]>["verdict"]["says"], string>;

/** The first sentence of the day, from whatever the shop knows by now. */
export function useHeadlineWords(headline: Headline, format: Format): HeadlineWords {
  const gap = useGapWords();
  const lane = useLaneWords(format);
  const { t } = useTranslation();
  if (headline.kind === "gap") return gap(headline);
  if (headline.kind === "first-true-thing") return lane(headline);
  const waiting = { sureness: null, button: null, link: null };
  if (headline.orders === 0 && headline.readingPast)
    return { ...waiting, sentence: t("home.status.readingPast"), advice: t("home.detail.readingPast") };
  return headline.orders === 0
    ? { ...waiting, sentence: t("home.status.noOrdersYet"), advice: t("home.detail.noOrdersYet") }
    : { ...waiting, sentence: t("home.nothingYet"), advice: t("home.nothingYetAdvice") };
}

function useGapWords() {
  const { t } = useTranslation();
  const { score } = useScore();
  return (gap: Gap): HeadlineWords => {
    const { dimension, expected, felt, n, cell, behind, action, startAction } = gap;
    const numbers = { expected: score(expected), felt: score(felt) };
    const market = gap.marketName ?? t("actions.otherCountries");
    const open = { words: t("home.openCell"), to: cell };
    const start = startAction ? { words: t("home.startAction"), to: startAction } : null;
    const shared = {
      sentence: t(gapWords[dimension], { market, ...numbers }),
      sureness: t(surenessWords[gap.certainty], { count: n }),
    };
    // What was decided last counts first: an action of before is not what changes the number now.
    if (behind && !behind.offered) {
      const advice = t("home.advice.suspended", { provider: behind.name });
      if (action)
        return { ...shared, advice, button: open, link: { words: t("home.openAction"), to: "/app/actions" } };
      return start
        ? { ...shared, advice, button: start, link: open }
        : { ...shared, advice, button: open, link: null };
    }
    if (action) {
      const { verdict, step } = action;
      const counted = "counted" in verdict ? { counted: verdict.counted, needed: verdict.needed } : {};
      const advice = t(actionWords[verdict.says], { step, ...counted });
      return { ...shared, advice, button: { words: t("home.openAction"), to: "/app/actions" }, link: open };
    }
    if (!behind) return { ...shared, advice: t("home.advice.read"), button: open, link: start };
    const advice = t("home.advice.provider", { provider: behind.name });
    return { ...shared, advice, button: open, link: start };
  };
}

function useLaneWords(format: Format) {
  const { t } = useTranslation();
  return ({ provider, country, sent, delivered, onTime, vetted }: FirstTrueThing): HeadlineWords => {
    const names = { provider: provider.name, country: format.country(country) };
    const to = `/app/providers/${provider.id}`;
    return {
      sentence: onTime
        ? t("home.lane.onTime", { ...names, share: format.percent(onTime.share) })
        : t("home.lane.sent", { ...names, count: sent, delivered }),
      sureness: onTime
        ? t("home.lane.sureness", {
            count: onTime.n,
            low: format.percent(onTime.low),
            high: format.percent(onTime.high),
          })
        : null,
      advice: vetted ? t("home.lane.vetted") : t("home.lane.unvetted"),
      button: vetted
        ? { words: t("home.lane.open"), to }
        : { words: t("home.lane.review", { provider: provider.name }), to },
      link: null,
    };
  };
}
