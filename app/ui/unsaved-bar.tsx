import { useBlocker } from "@remix-run/react";
import { SaveBar } from "@shopify/app-bridge-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";

type UnsavedBarProps = {
  id: string;
  saving: boolean;
  onSave: () => void;
  onDiscard: () => void;
};

/** Asks in the admin before a page with unsaved changes is left. */
function useLeaveConfirmation() {
  const blocker = useBlocker(true);
  useEffect(() => {
    if (blocker.state !== "blocked") return;
    void window.shopify?.saveBar.leaveConfirmation().then(() => blocker.proceed());
  }, [blocker]);
}

/**
 * The admin's save bar for one form. Render it while the form has unsaved changes and no longer:
 * the router takes only one guard at a time.
 */
export function UnsavedBar({ id, saving, onSave, onDiscard }: UnsavedBarProps) {
  const { t } = useTranslation();
  useLeaveConfirmation();
  return (
    <SaveBar id={id} open>
      <button type="button" variant="primary" loading={saving ? "" : undefined} onClick={onSave}>
        {t("form.save")}
      </button>
      <button type="button" onClick={onDiscard}>
        {t("form.discard")}
      </button>
    </SaveBar>
  );
}
