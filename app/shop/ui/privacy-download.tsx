import { Button, InlineError } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { saveFile } from "~/ui/save-file";

type State = "idle" | "loading" | "failed";

/** Downloads one request's data. */
export function PrivacyDownload({ id, moment }: { id: string; moment: string }) {
  const { t } = useTranslation();
  const [state, setState] = useState<State>("idle");
  const errorId = `download-problem-${id}`;
  const download = async () => {
    setState("loading");
    const saved = await saveFile(`/app/settings/privacy/${encodeURIComponent(id)}`);
    if (saved) window.shopify?.toast.show(t("privacy.downloaded"));
    setState(saved ? "idle" : "failed");
  };
  return (
    <div>
      <Button
        onClick={download}
        loading={state === "loading"}
        accessibilityLabel={t("privacy.downloadOf", { moment })}
        ariaDescribedBy={state === "failed" ? errorId : undefined}
      >
        {t("privacy.download")}
      </Button>
      {state === "failed" ? <InlineError message={t("privacy.downloadFailed")} fieldID={errorId} /> : null}
    </div>
  );
}
