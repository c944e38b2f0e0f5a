import { useFetcher } from "@remix-run/react";
import { BlockStack, InlineError, Select, Text, TextField } from "@shopify/polaris";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSavedToast } from "~/ui/saved-toast";
import { UnsavedBar } from "~/ui/unsaved-bar";
import type { ProviderPage } from "../page-queries.server";
import { type DecideAnswer, decideProblems, problemAt } from "./problems";
import { decisionWords } from "./words";

type DecideFormProps = {
  page: ProviderPage;
  /** The suspend button was pressed: the decision is chosen, and the reason is what is left to write. */
  suspending: boolean;
};

const blockedWords = {
  "gate-failed": "providers.problem.gateFailed",
  "second-person-needed": "providers.problem.secondPerson",
} as const;

/** Decisions that wait for something, together where they wait for the same. */
function Blocked({ page }: { page: ProviderPage }) {
  const { t } = useTranslation();
  const reasons = (["gate-failed", "second-person-needed"] as const).flatMap((reason) => {
    const waiting = page.choices.filter((choice) => choice.blocked === reason);
    const names = waiting.map(({ decision }) => t(decisionWords[decision].name)).join(" / ");
    return names === "" ? [] : [{ reason, names }];
  });
  return reasons.map(({ reason, names }) => (
    <Text as="p" key={reason}>
      {`${names}: ${t(blockedWords[reason])}`}
    </Text>
  ));
}

/** Records a decision with its reason; the admin's save bar appears with the first change. */
export function DecideForm({ page, suspending }: DecideFormProps) {
  const { t } = useTranslation();
  const fetcher = useFetcher<DecideAnswer>();
  const form = useRef<HTMLFormElement>(null);
  const suspends = suspending && page.choices.some((choice) => choice.decision === "suspend");
  const [decision, setDecision] = useState(suspends ? "suspend" : "");
  const [reason, setReason] = useState("");
  const [unchosen, setUnchosen] = useState(false);
  useSavedToast(fetcher.data, t("providers.decide.saved"));
  const changed = decision !== "" || reason !== "";
  const errorAt = (...fields: string[]) => {
    const found = changed ? problemAt(fetcher.data, ...fields) : undefined;
    return found && t(decideProblems[found]);
  };
  const elsewhere = errorAt("not-", "form-", "no-answer", "changed-", "illegal-", "gate-", "second-");
  const save = () => {
    setUnchosen(decision === "");
    if (decision !== "") fetcher.submit(form.current);
  };
  return (
    <fetcher.Form
      method="post"
      action={`/app/providers/${page.id}/decision`}
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <input type="hidden" name="seen" value={page.state} />
      <BlockStack gap="300">
        <Blocked page={page} />
        <Select
          name="decision"
          label={t("providers.decide.decision")}
          placeholder={t("providers.decide.choose")}
          options={page.choices.map((choice) => ({
            value: choice.decision,
            label: t(decisionWords[choice.decision].name),
            disabled: choice.blocked !== null,
          }))}
          value={decision}
          onChange={setDecision}
          error={unchosen && decision === "" ? t("providers.problem.decisionMissing") : undefined}
        />
        <TextField
          name="reason"
          label={t("providers.decide.reason")}
          helpText={t("providers.decide.reasonHelp")}
          autoComplete="off"
          multiline={3}
          maxLength={1_000}
          focused={suspends}
          value={reason}
          onChange={setReason}
          error={errorAt("reason-")}
        />
        {elsewhere ? <InlineError fieldID="decide-problem" message={elsewhere} /> : null}
      </BlockStack>
      {changed ? (
        <UnsavedBar
          id="decide-save-bar"
          saving={fetcher.state === "submitting"}
          onSave={save}
          onDiscard={() => {
            setDecision("");
            setReason("");
          }}
        />
      ) : null}
    </fetcher.Form>
  );
}
