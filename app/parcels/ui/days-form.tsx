import { type FetcherWithComponents, useFetcher } from "@remix-run/react";
import { BlockStack, Button, Form, Select, type SelectOption, Text, TextField } from "@shopify/polaris";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useSavedToast } from "~/ui/saved-toast";
import { UnsavedBar } from "~/ui/unsaved-bar";
import type { ClaimTermsAnswer, TransitAnswer } from "./problems";

/** Where two numbers of days are set for a provider or a country, and the names its form gives them. */
export type DaysPlace = { action: string; whom: string; days: readonly [string, string] };

type DaysRowProps = {
  place: DaysPlace;
  whom: string;
  words: { remove: string; removeOf: string; removed: string };
  children: ReactNode;
};

/** Days that are set, with the button that takes them away. */
export function DaysRow({ place, whom, words, children }: DaysRowProps) {
  const fetcher = useFetcher<ClaimTermsAnswer | TransitAnswer>();
  useSavedToast(fetcher.data, words.removed);
  return (
    <li>
      <div className="fl-row">
        <Text as="span">{children}</Text>
        <fetcher.Form method="post" action={place.action}>
          <input type="hidden" name="intent" value="remove" />
          <input type="hidden" name={place.whom} value={whom} />
          {place.days.map((name) => (
            <input key={name} type="hidden" name={name} value="" />
          ))}
          <Button
            submit
            variant="plain"
            loading={fetcher.state !== "idle"}
            accessibilityLabel={words.removeOf}
          >
            {words.remove}
          </Button>
        </fetcher.Form>
      </div>
    </li>
  );
}

type Days = { label: string; min: number; value: string };
type DaysFormProps = {
  place: DaysPlace;
  fetcher: FetcherWithComponents<ClaimTermsAnswer | TransitAnswer>;
  whom: { label: string; options: Exclude<SelectOption, string>[] };
  /** The fields with what they begin with. */
  days: readonly [Days, Days];
  error: string | undefined;
};

/** Sets two numbers of days for one of the options; what is wrong stands at the second. */
export function DaysForm({ place, fetcher, whom, days: [first, second], error }: DaysFormProps) {
  const begin = { whom: whom.options[0]?.value ?? "", first: first.value, second: second.value };
  const [typed, setTyped] = useState(begin);
  const answered = useRef<unknown>(undefined);
  useEffect(() => {
    if (!fetcher.data?.ok || answered.current === fetcher.data) return;
    answered.current = fetcher.data;
    setTyped({ whom: begin.whom, first: begin.first, second: begin.second });
  }, [fetcher.data, begin.whom, begin.first, begin.second]);
  const change = (name: keyof typeof begin) => (value: string) =>
    setTyped((before) => ({ ...before, [name]: value }));
  const dirty = typed.first !== begin.first || typed.second !== begin.second || typed.whom !== begin.whom;
  const save = () => {
    const values = {
      ...{ intent: "save", [place.whom]: typed.whom },
      ...{ [place.days[0]]: typed.first, [place.days[1]]: typed.second },
    };
    fetcher.submit(values, { method: "post", action: place.action });
  };
  const number = { type: "number", autoComplete: "off" } as const;
  return (
    <Form onSubmit={save}>
      <BlockStack gap="300">
        <Select {...whom} value={typed.whom} onChange={change("whom")} />
        <TextField {...first} {...number} value={typed.first} onChange={change("first")} />
        <TextField
          {...second}
          {...number}
          value={typed.second}
          onChange={change("second")}
          error={dirty ? error : undefined}
        />
      </BlockStack>
      {dirty ? (
        <UnsavedBar
          id="days-save-bar"
          saving={fetcher.state !== "idle"}
          onSave={save}
          onDiscard={() => setTyped(begin)}
        />
      ) : null}
    </Form>
  );
}
