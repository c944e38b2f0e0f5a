import { useTranslation } from "react-i18next";
import { type FieldProblem, type FormField, type FormStep, fieldsOf, formSteps } from "../core/provider-form";
import { fieldProblems, stepWords, wordsOfField, wordsOfOption } from "./invited-words";

type FieldProps = { field: FormField; value: string; problem: FieldProblem | undefined; today: string };

const inputOf = {
  line: { type: "text" },
  number: { type: "text", inputMode: "numeric" },
  email: { type: "email", autoComplete: "email" },
  phone: { type: "tel", autoComplete: "tel" },
} as const;

function Choice({ field, value, described }: InputProps) {
  const { t } = useTranslation();
  const options = field.options ?? [];
  if (options.length > 4) {
    return (
      <select
        id={field.name}
        name={field.name}
        defaultValue={value || options[0]}
        aria-describedby={described}
      >
        {options.map((option) => (
          <option key={option} value={option}>
            {option}
          </option>
        ))}
      </select>
    );
  }
  return options.map((option) => {
    const words = wordsOfOption(field.name, option);
    return (
      <label className="pick" key={option}>
        <input type="radio" name={field.name} value={option} defaultChecked={value === option} />
        <span>{words ? t(words) : option}</span>
      </label>
    );
  });
}

type InputProps = { field: FormField; value: string; described: string | undefined };

function Input({ field, value, described, today }: InputProps & { today: string }) {
  const shared = { id: field.name, name: field.name, defaultValue: value, "aria-describedby": described };
  if (field.kind === "text") return <textarea {...shared} maxLength={field.longest} />;
  if (field.kind === "choice") return <Choice field={field} value={value} described={described} />;
  if (field.kind === "day") return <input {...shared} type="date" min={today} />;
  return <input {...shared} {...inputOf[field.kind]} maxLength={field.longest} />;
}

function Field({ field, value, problem, today }: FieldProps) {
  const { t } = useTranslation();
  const words = wordsOfField(field.name);
  const help = words.help ? t(words.help) : null;
  const described = [help ? `${field.name}-help` : "", problem ? `${field.name}-problem` : ""].filter(
    Boolean,
  );
  const grouped = field.kind === "choice" && (field.options ?? []).length <= 4;
  const Outer = grouped ? "fieldset" : "div";
  const label = (
    <>
      {t(words.name)}
      {field.optional ? ` ${t("invited.optional")}` : ""}
    </>
  );
  return (
    <Outer className={problem ? "field field-wrong" : "field"}>
      {grouped ? <legend>{label}</legend> : <label htmlFor={field.name}>{label}</label>}
      {help ? (
        <span className="note" id={`${field.name}-help`}>
          {help}
        </span>
      ) : null}
      <Input field={field} value={value} described={described.join(" ") || undefined} today={today} />
      {problem ? (
        <p className="wrong" id={`${field.name}-problem`}>
          {t(fieldProblems[problem])}
        </p>
      ) : null}
    </Outer>
  );
}

type StepShown = {
  step: FormStep;
  /** What stands in the fields: kept answers, or what was just typed. */
  values: Readonly<Record<string, string | undefined>>;
  problems: Readonly<Record<string, FieldProblem>>;
  /** Calendar day of the shop, YYYY-MM-DD: the first a document may run out on. */
  today: string;
};

/** One question on one screen. `at` gives the address of another place of the form. */
export function InvitedStep({ shown, at }: { shown: StepShown; at: (place: string) => string }) {
  const { t } = useTranslation();
  const { step, values, problems, today } = shown;
  const place = formSteps.indexOf(step);
  const wrong = Object.keys(problems).length;
  const before = formSteps[place - 1];
  return (
    <form className="card" method="post" action={at(step)} noValidate>
      <p className="note">{t("invited.place", { place: place + 1, of: formSteps.length })}</p>
      <progress value={place} max={formSteps.length} aria-hidden="true" />
      <h1>{t(stepWords[step].name)}</h1>
      <p>{t(stepWords[step].why)}</p>
      {wrong > 0 ? (
        <p className="alert" role="alert">
          {t("invited.someMissing", { count: wrong })}
        </p>
      ) : null}
      <input type="hidden" name="step" value={step} />
      {fieldsOf[step].map((field) => (
        <Field
          key={field.name}
          field={field}
          value={values[field.name] ?? ""}
          problem={problems[field.name]}
          today={today}
        />
      ))}
      <button className="go" type="submit">
        {t("invited.next")}
      </button>
      <div className="ways">
        <a href={at(before ?? "")}>{t("invited.back")}</a>
        <a href={at(formSteps[place + 1] ?? "check")}>{t("invited.skip")}</a>
      </div>
    </form>
  );
}
