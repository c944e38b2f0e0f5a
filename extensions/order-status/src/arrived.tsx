import { useState } from "preact/hooks";
import type { Post, Words } from "../../buyer-block/src/host";

type ArrivedProps = { orderId: string; post: Post; words: Words; said: () => void };

/** Asked where no event says so: a yes opens the questions, a no is help on its way. */
export function Arrived({ orderId, post, words, said }: ArrivedProps) {
  const { translate } = words;
  const [state, setState] = useState<"open" | "sending" | "no" | "failed">("open");
  async function say(yes: boolean) {
    if (state === "sending") return;
    setState("sending");
    const reply = await post("/buyer/arrived", { orderId, yes });
    if (reply?.status !== 200) return setState("failed");
    setState(yes ? "open" : "no");
    said();
  }
  if (state === "no") return <s-text>{translate("arrived.noThanks")}</s-text>;
  return (
    <s-stack gap="small-300">
      <s-text type="strong">{translate("arrived.question")}</s-text>
      <s-stack direction="inline" gap="small-300">
        <s-button loading={state === "sending"} onClick={() => say(true)}>
          {translate("arrived.yes")}
        </s-button>
        <s-button loading={state === "sending"} onClick={() => say(false)}>
          {translate("arrived.no")}
        </s-button>
      </s-stack>
      {state === "failed" && <s-text>{translate("tryAgain")}</s-text>}
    </s-stack>
  );
}
