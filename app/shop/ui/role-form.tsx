import { useFetcher } from "@remix-run/react";
import { Select } from "@shopify/polaris";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSavedToast } from "~/ui/saved-toast";
import { UnsavedBar } from "~/ui/unsaved-bar";
import type { Role } from "../core/permissions";
import { type RoleAnswer, roleProblems } from "./problems";
import { roleWords } from "./role-words";

type RoleFormProps = {
  subject: string;
  name: string;
  role: Role;
  locked: boolean;
  onEditing: (editing: boolean) => void;
};

/**
 * One member's role. Choosing saves nothing by itself: arrow keys walk through a select's options,
 * and nobody should lose a role on the way.
 */
export function RoleForm({ subject, name, role, locked, onEditing }: RoleFormProps) {
  const { t } = useTranslation();
  const fetcher = useFetcher<RoleAnswer>();
  const form = useRef<HTMLFormElement>(null);
  const [chosen, setChosen] = useState<Role>(role);
  const changed = chosen !== role;
  useSavedToast(fetcher.data, t("team.saved"));
  useEffect(() => onEditing(changed), [changed, onEditing]);
  const error = fetcher.data?.ok === false && changed ? t(roleProblems[fetcher.data.problem]) : undefined;
  return (
    <fetcher.Form method="post" action="/app/team/role" className="fl-role-form" ref={form}>
      <input type="hidden" name="subject" value={subject} />
      <Select
        name="role"
        label={t("team.roleOf", { name })}
        labelHidden
        disabled={locked}
        helpText={changed ? t("team.oneAtATime") : undefined}
        error={error}
        options={roleWords.map((words) => ({ value: words.role, label: t(words.name) }))}
        value={chosen}
        onChange={(value) => setChosen(value as Role)}
      />
      {changed ? (
        <UnsavedBar
          id={`role-save-bar-${subject}`}
          saving={fetcher.state === "submitting"}
          onSave={() => fetcher.submit(form.current)}
          onDiscard={() => setChosen(role)}
        />
      ) : null}
    </fetcher.Form>
  );
}
