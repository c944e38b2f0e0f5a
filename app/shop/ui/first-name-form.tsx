import { useFetcher } from "@remix-run/react";
import { Button } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSavedToast } from "~/ui/saved-toast";
import { NameField } from "./name-field";
import type { NameAnswer } from "./problems";

/** Sets the name for the first time, in place; the field and its button are all there is. */
export function FirstNameForm() {
  const { t } = useTranslation();
  const fetcher = useFetcher<NameAnswer>();
  const [name, setName] = useState("");
  useSavedToast(fetcher.data, t("name.saved"));
  return (
    <fetcher.Form method="post" action="/app/profile/name" className="fl-inline-form">
      <NameField value={name} onChange={setName} answer={fetcher.data} />
      {/* While the page refreshes after an answer the button stays usable: a disabled one swallows Enter. */}
      <Button submit variant="primary" loading={fetcher.state === "submitting"}>
        {t("name.save")}
      </Button>
    </fetcher.Form>
  );
}
