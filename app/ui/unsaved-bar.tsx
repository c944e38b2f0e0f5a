import { useBlocker } from "@remix-run/react";
import { SaveBar } from "@shopify/app-bridge-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";

type UnsavedBarProps = {
  id: string;
  open: boolean;
  saving: boolean;
  onSave: () => void;
  onDiscard: () => void;
};

/** Asks in the admin before a page with unsaved changes is left. */
function useLeaveConfirmation(unsaved: boolean) {
  const blocker = useBlocker(unsaved);
  useEffect(() => {
    if (blocker.state !== "blocked") return;
    void window.shopify?.saveBar.leaveConfirmation().then(() => blocker.proceed());
  }, [blocker]);
}

/** The admin's save bar for a form of ours; it stays until the change is saved or discarded. */
export function UnsavedBar({ id, open, saving, onSave, onDiscard }: UnsavedBarProps) {
  const { t } = useTranslation();
  useLeaveConfirmation(open);
  return (
    <SaveBar id={id} open={open} discardConfirmation={false}>
      <button type="button" variant="primary" loading={saving ? "" : undefined} onClick={onSave}>
        {t("form.save")}
      </button>
      <button type="button" onClick={onDiscard}>
        {t("form.discard")}
      </button>
    </SaveBar>
  );
}
