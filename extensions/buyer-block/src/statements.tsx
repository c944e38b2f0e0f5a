import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { BuyerSurvey } from "../../../app/surveys/schemas";
import { Comment } from "./comment";
import { type Support, writtenMoment } from "./given";
import type { Keep, Post, Words } from "./host";
import { type Answer, outbox, type Sending } from "./outbox";

type Asking = {
  orderId: string;
  locale: string;
  survey: BuyerSurvey;
  keep: Keep;
  post: Post;
  words: Words;
  /** Who answers a buyer who felt let down; left out where nothing has been felt yet. */
  support?: Support;
};

/** The highest felt value that calls for a person; the app opens a ticket for it. */
const lowFelt = 2;

/** The next statement stands where the last one stood: the second half of a double tap is not an answer to it. */
const doubleTapMs = 400;

const values = [1, 2, 3, 4, 5, 6, 7];

/** One statement at a time, one tap each; what was tapped is sent and kept by itself. */
export function Statements({ orderId, locale, survey, keep, post, words, support }: Asking) {
  const { translate } = words;
  const [given, setGiven] = useState<readonly string[]>(survey.answered);
  const [sending, setSending] = useState<Sending>("idle");
  const [comment, setComment] = useState<"none" | "open" | "given">(survey.mayComment ? "open" : "none");
  const [low, setLow] = useState(false);
  // Knows a tap before the page has drawn it, so that a second one on the same statement is nothing.
  const tapped = useRef(new Set(survey.answered));
  const tappedAt = useRef(Number.NEGATIVE_INFINITY);
  const box = useMemo(
    () =>
      outbox({ orderId, locale, touch: survey.touch, version: survey.version }, { keep, post }, setSending),
    [orderId, locale, survey.touch, survey.version, keep, post],
  );
  useEffect(() => {
    void box.open().then(({ items, commented }) => {
      for (const item of items) tapped.current.add(item);
      setGiven((before) => [...before, ...items]);
      if (commented) setComment("given");
    });
    return box.close;
  }, [box]);
  const open = survey.items.filter((item) => !given.includes(item.id));
  const [current] = open;

  function tap(answer: Answer) {
    const now = performance.now();
    if (tapped.current.has(answer.item) || now - tappedAt.current < doubleTapMs) return;
    tappedAt.current = now;
    tapped.current.add(answer.item);
    setGiven((before) => [...before, answer.item]);
    if (survey.touch === "perception" && answer.value !== null && answer.value <= lowFelt) setLow(true);
    void box.add(answer);
  }

  function write(text: string) {
    setComment("given");
    void box.write(text);
  }

  const answersBy = low && support?.answersBy;

  return (
    <s-stack gap="base">
      {current ? (
        <Statement
          key="statement"
          item={current}
          touch={survey.touch}
          left={open.length}
          tap={tap}
          words={words}
        />
      ) : (
        <s-text>{translate(thanks[survey.touch])}</s-text>
      )}
      {!current && comment === "open" && <Comment write={write} words={words} />}
      <s-stack accessibilityRole="status">
        {answersBy && (
          <s-text type="strong">
            {translate("survey.low", { moment: writtenMoment(words, answersBy) })}
          </s-text>
        )}
        {!current && comment === "given" && <s-text>{translate("survey.comment.thanks")}</s-text>}
        {sending === "kept" && <s-text color="subdued">{translate("survey.kept")}</s-text>}
        {sending === "refused" && <s-text color="subdued">{translate("survey.refused")}</s-text>}
      </s-stack>
    </s-stack>
  );
}

const leads = { expectation: "survey.lead.expectation", perception: "survey.lead.perception" } as const;
const thanks = { expectation: "survey.thanks.expectation", perception: "survey.thanks.perception" } as const;

type StatementProps = {
  item: BuyerSurvey["items"][number];
  touch: BuyerSurvey["touch"];
  left: number;
  tap: (answer: Answer) => void;
  words: Words;
};

function Statement({ item, touch, left, tap, words }: StatementProps) {
  const { translate, formatNumber } = words;
  return (
    <s-stack gap="base">
      <s-text color="subdued">{translate(leads[touch])}</s-text>
      <s-stack accessibilityRole="status">
        <s-text type="strong">{item.text}</s-text>
      </s-stack>
      <s-text color="subdued">{translate("survey.ends")}</s-text>
      <s-stack direction="inline" gap="small-300">
        {values.map((value) => (
          <s-button
            key={value}
            variant="secondary"
            accessibilityLabel={translate(endOf(value), { value: formatNumber(value) })}
            onClick={() => tap({ item: item.id, value })}
          >
            {formatNumber(value)}
          </s-button>
        ))}
      </s-stack>
      <s-stack direction="inline">
        <s-button
          variant="secondary"
          onClick={() => tap({ item: item.id, value: null, reason: "does-not-apply" })}
        >
          {translate("survey.doesNotApply")}
        </s-button>
      </s-stack>
      <s-text color="subdued">{translate("survey.left", { count: left })}</s-text>
    </s-stack>
  );
}

function endOf(value: number): string {
  if (value === 1) return "survey.choice.lowest";
  return value === 7 ? "survey.choice.highest" : "survey.choice.between";
}
