import { type Block, type BlockState, blocks, editorOf } from "../../shop/core/block";

/** One thing to set up, in the order in which it pays. `to`: where its button leads. */
export type SetUpStep = { name: "review" | "offer" | Block; done: boolean; to: string };

export type SetUp = {
  steps: SetUpStep[];
  /** The carrier to review first, where past orders name one. */
  carrier: string | null;
  /** Whether what the loop cannot run without is still missing; the product page's block may wait. */
  pressing: boolean;
};

export type Standing = {
  /** All that are known, and those somebody has decided on. */
  providers: { known: number; decided: number };
  /** The carrier found in past orders that somebody should look at first. */
  toReview: { id: string; name: string } | null;
  options: number;
  blocks: ReadonlyMap<Block, BlockState>;
  clientId: string;
};

/** What is still to be set up, told from what the app sees happen; null once everything has been seen to work. */
export function setUpOf(standing: Standing): SetUp | null {
  const stateOf = (block: Block) => standing.blocks.get(block) ?? "unseen";
  const steps: SetUpStep[] = [
    {
      name: "review",
      done: standing.providers.decided > 0,
      to: reviewOf(standing),
    },
    { name: "offer", done: standing.options > 0, to: "/app/shipping/new" },
    ...blocks.map((name) => {
      return { name, done: stateOf(name) === "live", to: editorOf(name, standing.clientId) };
    }),
  ];
  // A block that went quiet is a task of its own: the set-up itself was finished.
  const missing = steps.filter(({ name, done }) => !done && !(isBlock(name) && stateOf(name) === "quiet"));
  if (missing.length === 0) return null;
  const carrier = standing.toReview?.name ?? null;
  return { steps, carrier, pressing: missing.some(({ name }) => name !== "product-page") };
}

function reviewOf({ toReview, providers }: Standing): string {
  if (toReview) return `/app/providers/${toReview.id}`;
  return providers.known > 0 ? "/app/providers" : "/app/providers/new";
}

const isBlock = (name: SetUpStep["name"]): name is Block => (blocks as readonly string[]).includes(name);
