import { useFetcher } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSavedToast } from "~/ui/saved-toast";
import { longestStep } from "../core/action";
import { type StartAnswer, startProblems } from "./problems";

/** A form that starts an action, wherever it stands: its step is emptied once it is kept, and what is wrong is told. */
export function useStartAction() {
  const { t } = useTranslation();
  const fetcher = useFetcher<StartAnswer>();
  const [step, setStep] = useState("");
  const emptied = useRef<unknown>(undefined);
  useSavedToast(fetcher.data, t("actions.new.saved"));
  useEffect(() => {
    if (!fetcher.data?.ok || emptied.current === fetcher.data) return;
    emptied.current = fetcher.data;
    setStep("");
  }, [fetcher.data]);
  const problem = fetcher.data?.ok === false ? fetcher.data.problem : null;
  const words = problem ? t(startProblems[problem]) : undefined;
  const atStep = problem?.startsWith("step-");
  return {
    Form: fetcher.Form,
    form: { method: "post", action: "/app/actions", noValidate: true },
    stepField: {
      name: "step",
      label: t("actions.new.step"),
      autoComplete: "off",
      maxLength: longestStep,
      value: step,
      onChange: setStep,
      error: atStep ? words : undefined,
    },
    /** What is wrong, but not with the step's words. */
    elsewhere: atStep ? undefined : words,
    busy: fetcher.state !== "idle",
  } as const;
}
