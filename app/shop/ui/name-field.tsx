import { TextField } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { type NameAnswer, nameProblems } from "./problems";

type NameFieldProps = {
  value: string;
  onChange: (value: string) => void;
  answer: NameAnswer | undefined;
};

/** The display name with what is wrong with it, if anything. */
export function NameField({ value, onChange, answer }: NameFieldProps) {
  const { t } = useTranslation();
  return (
    <TextField
      name="displayName"
      label={t("name.label")}
      placeholder={t("name.placeholder")}
      autoComplete="name"
      value={value}
      onChange={onChange}
      error={answer && !answer.ok ? t(nameProblems[answer.problem]) : undefined}
    />
  );
}
