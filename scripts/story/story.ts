import { answersOf, type BuyerAnswers } from "./answers.ts";
import { providerOf } from "./cast.ts";
import { afterLowAnswer } from "./messages.ts";
import { daysUntil, ordersOfDay, type PlannedOrder, type StoryBeginning } from "./orders.ts";
import { type Step, stepsOf } from "./parcels.ts";
import { type Problem, problemOf, replyTime } from "./problems.ts";
import { between, randomFrom } from "./random.ts";
import { saysArrived } from "./truth.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** An order with everything that happens around it, each thing with its instant. */
export type StoryOrder = {
  plan: PlannedOrder;
  /** The carrier's name on its tracking number. */
  company: string;
  steps: Step[];
  /** The buyer's yes to "Has it arrived?", where nothing else tells. */
  word: { at: Date; on: string } | null;
  answers: BuyerAnswers | null;
  problem: Problem | null;
  /** What the shop writes where the buyer's answers call for it, so many milliseconds after them. */
  afterLow: { delayMs: number; text: string };
};

/** The story's orders in which something happens after `from` (null: from the beginning) and until `until`. */
export function* tellOrders(story: StoryBeginning, from: Date | null, until: Date): Generator<StoryOrder> {
  for (let day = 0; day < daysUntil(story, until); day++) {
    for (const plan of ordersOfDay(story, day)) {
      if (plan.at > until) return;
      const order = tellOrder(story.seed, plan);
      if (from === null || momentsOf(order).some((at) => at > from && at <= until)) yield order;
    }
  }
}

function tellOrder(seed: string, plan: PlannedOrder): StoryOrder {
  const random = randomFrom(`${seed} buyer ${plan.name}`);
  const silent = !providerOf(plan.provider).tracked;
  const speaks = random() < saysArrived;
  const asked = Math.max(Date.parse(plan.promisedBy) + 2 * dayMs, plan.delivered.getTime() + 8 * hourMs);
  const said = new Date(asked + between(random, 1, 30) * hourMs);
  const word = silent && speaks ? { at: said, on: plan.delivered.toISOString().slice(0, 10) } : null;
  const known = silent ? (word?.at ?? null) : plan.delivered;
  const answers = answersOf(seed, plan, known ?? plan.delivered);
  return {
    plan,
    company: providerOf(plan.provider).name,
    steps: stepsOf(seed, plan),
    word,
    // Nobody is asked how it was before somebody has said that it came.
    answers: answers && known === null ? { ...answers, perception: null } : answers,
    problem: problemOf(seed, plan),
    afterLow: {
      delayMs: replyTime(random, new Date(0)).getTime(),
      text: afterLowAnswer[plan.country],
    },
  };
}

/** Every instant at which something of an order happens. */
function momentsOf({ plan, steps, word, answers, problem, afterLow }: StoryOrder): Date[] {
  const felt = answers?.perception?.at;
  return [
    plan.at,
    plan.handedOver,
    ...steps.map((step) => step.at),
    ...(word ? [word.at] : []),
    ...(answers ? [answers.expectation.at] : []),
    ...(felt ? [felt, new Date(felt.getTime() + afterLow.delayMs)] : []),
    ...(problem ? [problem.at, problem.reply.at] : []),
    ...(problem?.claimed ? [problem.claimed] : []),
  ];
}
