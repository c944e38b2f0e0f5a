import { useTranslation } from "react-i18next";
import { roleWords } from "./role-words";

/** What each role may do, in plain words. */
export function RoleGuide() {
  const { t } = useTranslation();
  return (
    <dl className="fl-terms">
      {roleWords.map(({ role, name, may }) => (
        <div key={role}>
          <dt>{t(name)}</dt>
          <dd>{t(may)}</dd>
        </div>
      ))}
    </dl>
  );
}
