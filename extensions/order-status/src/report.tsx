import { useState } from "preact/hooks";
import { valueIn } from "../../buyer-block/src/comment";
import { type Support, writtenMoment } from "../../buyer-block/src/given";
import { newId, type Post, type Words } from "../../buyer-block/src/host";

type ReportProps = { orderId: string; locale: string; support: Support; post: Post; words: Words };

const kinds = [
  ["not-arrived", "report.kind.notArrived"],
  ["damaged", "report.kind.damaged"],
  ["wrong-item", "report.kind.wrongItem"],
  ["customs", "report.kind.customs"],
  ["return", "report.kind.return"],
  ["other", "report.kind.other"],
] as const;

/** A message to the shop's team. Its id is made once, so that a second try is the same message. */
export function Report({ orderId, locale, support, post, words }: ReportProps) {
  const { translate } = words;
  const [clientId] = useState(newId);
  const [kind, setKind] = useState("not-arrived");
  const [text, setText] = useState("");
  const [state, setState] = useState<"open" | "sending" | "sent" | "failed" | "empty">("open");
  async function send() {
    if (state === "sending") return;
    if (text.trim() === "") return setState("empty");
    setState("sending");
    const reply = await post("/buyer/problems", { orderId, text, kind, clientId, locale });
    setState(reply?.status === 200 ? "sent" : "failed");
  }
  const moment = support.answersBy && writtenMoment(words, support.answersBy);
  if (state === "sent") {
    return (
      <s-banner tone="success" heading={translate("report.sent")}>
        {moment ? translate("support.answersBy", { moment }) : translate("report.answerSoon")}
      </s-banner>
    );
  }
  return (
    <s-details>
      <s-summary>{translate("report.heading")}</s-summary>
      <s-stack gap="base">
        <s-select
          label={translate("report.kind.label")}
          value={kind}
          onChange={(event: Event) => setKind(valueIn(event))}
        >
          {kinds.map(([value, key]) => (
            <s-option key={value} value={value}>
              {translate(key)}
            </s-option>
          ))}
        </s-select>
        <s-text-area
          label={translate("report.text")}
          value={text}
          maxLength={2_000}
          error={state === "empty" ? translate("report.empty") : ""}
          onInput={(event: Event) => setText(valueIn(event))}
        />
        {moment && <s-text color="subdued">{translate("support.answersBy", { moment })}</s-text>}
        {state === "failed" && <s-text>{translate("report.failed")}</s-text>}
        <s-button variant="primary" loading={state === "sending"} onClick={send}>
          {translate("report.send")}
        </s-button>
      </s-stack>
    </s-details>
  );
}
