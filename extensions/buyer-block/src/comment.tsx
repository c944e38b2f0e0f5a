import { useState } from "preact/hooks";
import type { Words } from "./host";

/** As many as the app keeps. */
const longest = 1_000;

/** One free text at the end, never required; what was written is sent and kept by itself. */
export function Comment({ write, words }: { write: (text: string) => void; words: Words }) {
  const { translate } = words;
  const [text, setText] = useState("");
  const send = () => text.trim() !== "" && write(text.trim());
  return (
    <s-stack gap="small-300">
      <s-text-area
        label={translate("survey.comment.label")}
        value={text}
        rows={3}
        maxLength={longest}
        onInput={(event: Event) => setText(valueIn(event))}
      />
      <s-stack direction="inline">
        <s-button variant="secondary" onClick={send}>
          {translate("survey.comment.send")}
        </s-button>
      </s-stack>
    </s-stack>
  );
}

/** What a field of the page holds when it says that something changed. */
export function valueIn({ currentTarget: field }: Event): string {
  return field && "value" in field ? String(field.value) : "";
}
