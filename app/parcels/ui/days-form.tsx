import { type FetcherWithComponents, useFetcher } from "@remix-run/react";
import {
  BlockStack,
  Button,
  InlineStack,
  Select,
  type SelectOption,
  Text,
  TextField,
} from "@shopify/polaris";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSavedToast } from "~/ui/saved-toast";
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
  fetcher: Pick<FetcherWithComponents<unknown>, "Form" | "state">;
  whom: { label: string; options: Exclude<SelectOption, string>[] };
  /** The fields with what they begin with. */
  days: readonly [Days, Days];
  error: string | undefined;
};

/** Sets two numbers of days for one of the options; what is wrong stands at the second. */
export function DaysForm({ place, fetcher, whom, days: [first, second], error }: DaysFormProps) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState(whom.options[0]?.value ?? "");
  const [firstDays, setFirstDays] = useState(first.value);
  const [secondDays, setSecondDays] = useState(second.value);
  const typed = { type: "number", autoComplete: "off" } as const;
  return (
    <fetcher.Form method="post" action={place.action}>
      <input type="hidden" name="intent" value="save" />
      <BlockStack gap="300">
        <Select name={place.whom} {...whom} value={chosen} onChange={setChosen} />
        <TextField {...first} {...typed} name={place.days[0]} value={firstDays} onChange={setFirstDays} />
        <TextField
          {...second}
          {...typed}
          name={place.days[1]}
          value={secondDays}
          onChange={setSecondDays}
          error={error}
        />
        <InlineStack>
          <Button submit variant="primary" loading={fetcher.state !== "idle"}>
            {t("form.save")}
          </Button>
        </InlineStack>
      </BlockStack>
    </fetcher.Form>
  );
}
