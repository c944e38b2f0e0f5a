import { Button, InlineError } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";

type State = "idle" | "loading" | "failed";

function saveFile(blob: Blob, filename: string) {
  const address = URL.createObjectURL(blob);
  const anchor = document.createElement("a");
  anchor.href = address;
  anchor.download = filename;
  anchor.click();
  URL.revokeObjectURL(address);
}

/**
 * Downloads one request's data. A plain link would carry no id token out of the admin's frame,
 * so the file is fetched, where App Bridge adds the token, and handed over from memory.
 */
export function PrivacyDownload({ id, moment }: { id: string; moment: string }) {
  const { t } = useTranslation();
  const [state, setState] = useState<State>("idle");
  const errorId = `download-problem-${id}`;
  const download = async () => {
    setState("loading");
    try {
      const answer = await fetch(`/app/settings/privacy/${encodeURIComponent(id)}`);
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      const named = /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition") ?? "");
      saveFile(await answer.blob(), named?.[1] ?? `privacy-request-${id}.json`);
      window.shopify?.toast.show(t("privacy.downloaded"));
      setState("idle");
    } catch {
      setState("failed");
    }
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
