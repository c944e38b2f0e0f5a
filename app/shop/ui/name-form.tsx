import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSavedToast } from "~/ui/saved-toast";
import { NameField } from "./name-field";
import type { NameAnswer } from "./problems";

/** Changes the name; the admin's save bar appears with the first change. */
export function NameForm({ displayName }: { displayName: string | null }) {
  const { t } = useTranslation();
  const fetcher = useFetcher<NameAnswer>();
  const [name, setName] = useState(displayName ?? "");
  useSavedToast(fetcher.data, t("name.saved"));
  return (
    <fetcher.Form
      method="post"
      action="/app/profile/name"
      data-save-bar
      onReset={() => setName(displayName ?? "")}
    >
      <NameField value={name} onChange={setName} answer={fetcher.data} />
    </fetcher.Form>
  );
}
