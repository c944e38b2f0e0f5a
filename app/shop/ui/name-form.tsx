import { useFetcher } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSavedToast } from "~/ui/saved-toast";
import { UnsavedBar } from "~/ui/unsaved-bar";
import { NameField } from "./name-field";
import type { NameAnswer } from "./problems";

/** Changes the name; the admin's save bar appears with the first change. */
export function NameForm({ displayName }: { displayName: string | null }) {
  const { t } = useTranslation();
  const fetcher = useFetcher<NameAnswer>();
  const form = useRef<HTMLFormElement>(null);
  const saved = displayName ?? "";
  const [name, setName] = useState(saved);
  useSavedToast(fetcher.data, t("name.saved"));
  // The saved name may differ from the typed one: spaces are tidied on the way.
  useEffect(() => {
    if (fetcher.data?.ok) setName(fetcher.data.value.displayName);
  }, [fetcher.data]);
  return (
    <fetcher.Form method="post" action="/app/profile/name" ref={form}>
      <NameField value={name} onChange={setName} answer={name === saved ? undefined : fetcher.data} />
      {name === saved ? null : (
        <UnsavedBar
          id="name-save-bar"
          saving={fetcher.state === "submitting"}
          onSave={() => fetcher.submit(form.current)}
          onDiscard={() => setName(saved)}
        />
      )}
    </fetcher.Form>
  );
}
