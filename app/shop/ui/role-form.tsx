import { useFetcher } from "@remix-run/react";
import { Button, ButtonGroup, Select } from "@shopify/polaris";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSavedToast } from "~/ui/saved-toast";
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
  const [chosen, setChosen] = useState<Role>(role);
  const changed = chosen !== role;
  useSavedToast(fetcher.data, t("team.saved"));
  useEffect(() => onEditing(changed), [changed, onEditing]);
  const error = fetcher.data?.ok === false && changed ? t(roleProblems[fetcher.data.problem]) : undefined;
  return (
    <fetcher.Form
      method="post"
      action="/app/team/role"
      data-save-bar
      className="fl-role-form"
      onReset={() => setChosen(role)}
    >
      <input type="hidden" name="subject" value={subject} />
      <Select
        name="role"
        label={t("team.roleOf", { name })}
        labelHidden
        disabled={locked}
        helpText={locked ? t("team.oneAtATime") : undefined}
        error={error}
        options={roleWords.map((words) => ({ value: words.role, label: t(words.name) }))}
        value={chosen}
        onChange={(value) => setChosen(value as Role)}
      />
      {changed ? (
        <ButtonGroup>
          <Button submit variant="primary" loading={fetcher.state !== "idle"}>
            {t("team.save")}
          </Button>
          <Button onClick={() => setChosen(role)}>{t("team.discard")}</Button>
        </ButtonGroup>
      ) : null}
    </fetcher.Form>
  );
}
