import { useFetcher, useNavigate } from "@remix-run/react";
import { Card, FormLayout, InlineError, TextField } from "@shopify/polaris";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSavedToast } from "~/ui/saved-toast";
import { UnsavedBar } from "~/ui/unsaved-bar";
import { type CreateAnswer, createProblems, errorsOf } from "./problems";
import { useEntry } from "./use-entry";

const blank = { name: "", carrier: "", registrationNumber: "" };

/** Enters a provider by hand and opens its page. */
export function NewProviderForm() {
  const { t } = useTranslation();
  const fetcher = useFetcher<CreateAnswer>();
  const navigate = useNavigate();
  const form = useRef<HTMLFormElement>(null);
  const [id, setId] = useState("");
  const { entry, field, clear } = useEntry(blank);
  // Made in the browser, because the server's rendering and the browser's must be the same.
  useEffect(() => setId(crypto.randomUUID()), []);
  useSavedToast(fetcher.data, t("providers.new.saved"));
  const created = fetcher.data?.ok ? fetcher.data.value?.id : undefined;
  // The save bar's guard is gone by then: it is rendered no longer once the provider exists.
  useEffect(() => {
    if (created) navigate(`/app/providers/${created}`, { replace: true });
  }, [created, navigate]);
  const errorAt = errorsOf(fetcher.data, (found: keyof typeof createProblems) => t(createProblems[found]));
  const elsewhere = errorAt("not-", "form-", "no-answer");
  const changed = Object.values(entry).some((value) => value !== "");
  return (
    <Card>
      <fetcher.Form method="post" action="/app/providers/new" ref={form} noValidate>
        <input type="hidden" name="id" value={id} />
        <FormLayout>
          <TextField
            {...field("name")}
            label={t("providers.new.name")}
            autoComplete="off"
            error={errorAt("name-")}
          />
          <TextField
            {...field("carrier")}
            label={t("providers.new.carrier")}
            helpText={t("providers.new.carrierHelp")}
            autoComplete="off"
            error={errorAt("carrier-")}
          />
          <TextField
            {...field("registrationNumber")}
            label={t("providers.new.registration")}
            autoComplete="off"
            error={errorAt("registration-")}
          />
          {elsewhere ? <InlineError fieldID="provider-problem" message={elsewhere} /> : null}
        </FormLayout>
        {changed && !created ? (
          <UnsavedBar
            id="provider-save-bar"
            saving={fetcher.state === "submitting"}
            onSave={() => fetcher.submit(form.current)}
            onDiscard={clear}
          />
        ) : null}
      </fetcher.Form>
    </Card>
  );
}
