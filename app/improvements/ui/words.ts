import type { ActionCell } from "../core/action";
import type { Verdict } from "../core/verdict";

export const dimensionWords = {
  tangibles: "quality.dimension.tangibles",
  reliability: "quality.dimension.reliability",
  responsiveness: "quality.dimension.responsiveness",
  assurance: "quality.dimension.assurance",
  empathy: "quality.dimension.empathy",
} as const satisfies Record<ActionCell["dimension"], string>;

/** A verdict's name, the colour of its badge, and what to do with it; the words alone say it, too. */
export const verdictWords = {
  "likely-helped": {
    name: "actions.verdict.likelyHelped",
    tone: "success",
    step: "actions.step.likelyHelped",
    button: "actions.button.likelyHelped",
  },
  "likely-worse": {
    name: "actions.verdict.likelyWorse",
    tone: "critical",
    step: "actions.step.likelyWorse",
    button: "actions.button.likelyWorse",
  },
  "no-clear-change": {
    name: "actions.verdict.noClearChange",
    tone: "attention",
    step: "actions.step.noClearChange",
    button: "actions.button.noClearChange",
  },
  "too-early": {
    name: "actions.verdict.tooEarly",
    tone: "info",
    step: "actions.step.tooEarly",
    button: "actions.button.stopWatching",
  },
  "no-baseline": {
    name: "actions.verdict.noBaseline",
    tone: "attention",
    step: "actions.step.noBaseline",
    button: "actions.button.stopWatching",
  },
} as const satisfies Record<Verdict["says"], { name: string; tone: string; step: string; button: string }>;
