import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { type Locale, localeNames, supportedLocales } from "~/locales/supported";
import { useFormat } from "~/ui/use-format";
import { type FormStep, firstOpenStep, formSteps, minutesLeft } from "../core/provider-form";
import type { ProviderFormPage } from "../form-queries.server";
import { stepWords } from "./invited-words";

type At = (place: string) => string;
type PartProps = { page: ProviderFormPage; at: At };

const completeOf = (page: ProviderFormPage) =>
  new Set(page.answers.filter((answer) => answer.complete).map((answer) => answer.step));

/** Every page of the form: who asks, and this very page in the other languages. */
export function InvitedFrame({
  shop,
  inLocale,
  children,
}: {
  shop: string;
  inLocale: (locale: Locale) => string;
  children: ReactNode;
}) {
  const { t, i18n } = useTranslation();
  return (
    <>
      <div className="top">
        <span className="note">{t("invited.from", { shop })}</span>
        <span className="languages">
          {supportedLocales
            .filter((locale) => locale !== i18n.language)
            .map((locale) => (
              <a key={locale} href={inLocale(locale)} lang={locale} hrefLang={locale}>
                {localeNames[locale]}
              </a>
            ))}
        </span>
      </div>
      {children}
    </>
  );
}

type Sets = Record<"complete" | "begun", ReadonlySet<FormStep>>;

function stateOf(step: FormStep, { complete, begun }: Sets) {
  if (complete.has(step)) return "invited.state.done";
  return begun.has(step) ? "invited.state.begun" : "invited.state.open";
}

function Steps({ page, at, linked }: PartProps & { linked: boolean }) {
  const { t } = useTranslation();
  const complete = completeOf(page);
  const begun = new Set(page.answers.map((answer) => answer.step));
  return (
    <ul className="list">
      {formSteps.map((step) => (
        <li key={step}>
          {linked ? (
            <a href={at(step)}>{t(stepWords[step].name)}</a>
          ) : (
            <span>
              {t(stepWords[step].name)}
              <span className="note needs">{t(stepWords[step].needs)}</span>
            </span>
          )}
          {linked ? (
            <span className={complete.has(step) ? "state state-done" : "state"}>
              {t(stateOf(step, { complete, begun }))}
            </span>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

/** The first screen: what for, what is needed, how long, and one button. */
export function InvitedStart({ page, at }: PartProps) {
  const { t } = useTranslation();
  const format = useFormat("UTC");
  const complete = completeOf(page);
  const open = firstOpenStep(complete);
  const begun = page.answers.length > 0;
  return (
    <div className="card">
      <h1>{t("invited.title", { provider: page.provider })}</h1>
      <p>{t("invited.purpose", { shop: page.shop })}</p>
      <p>
        <strong>
          {begun
            ? t("invited.progress", { done: complete.size, of: formSteps.length })
            : t("invited.minutes", { count: minutesLeft(new Set()) })}
        </strong>
        {begun && open ? ` ${t("invited.minutesLeft", { count: page.minutes })}` : ""}
      </p>
      {begun ? (
        <progress
          value={complete.size}
          max={formSteps.length}
          aria-label={t("invited.progress", { done: complete.size, of: formSteps.length })}
        />
      ) : null}
      <a className="go" href={at(open ?? "check")}>
        {t(begun ? "invited.goOn" : "invited.begin")}
      </a>
      <h2>{t("invited.needed")}</h2>
      <Steps page={page} at={at} linked={begun} />
      <p className="note">{t("invited.saved", { day: format.day(page.until) })}</p>
      <p className="note">{t("invited.privacy", { shop: page.shop })}</p>
    </div>
  );
}

/** The last screen: what stands, what is missing, and handing it over. */
export function InvitedCheck({ page, at }: PartProps) {
  const { t } = useTranslation();
  const left = formSteps.length - completeOf(page).size;
  return (
    <form className="card" method="post" action={at("check")}>
      <h1>{t("invited.check")}</h1>
      <p>{left === 0 ? t("invited.allThere") : t("invited.stillOpen", { count: left })}</p>
      <Steps page={page} at={at} linked />
      <input type="hidden" name="step" value="finish" />
      <button className="go" type="submit">
        {t("invited.send", { shop: page.shop })}
      </button>
      <div className="ways">
        <a href={at("")}>{t("invited.overview")}</a>
      </div>
    </form>
  );
}

/** After handing over: what happens now. */
export function InvitedThanks({ page, at }: PartProps) {
  const { t } = useTranslation();
  const format = useFormat("UTC");
  const left = formSteps.length - completeOf(page).size;
  return (
    <div className="card">
      <h1>{t("invited.thanks")}</h1>
      <p className="done">{t("invited.received", { shop: page.shop })}</p>
      <p>{t("invited.whatNext", { shop: page.shop })}</p>
      {left > 0 ? <p>{t("invited.mayAdd", { count: left, day: format.day(page.until) })}</p> : null}
      <div className="ways">
        <a href={at("")}>{t("invited.change")}</a>
      </div>
    </div>
  );
}

/** For a link that opens nothing: unknown, taken back, replaced or past its day. */
export function InvitedGone() {
  const { t } = useTranslation();
  return (
    <div className="card">
      <h1>{t("invited.goneTitle")}</h1>
      <p>{t("invited.goneBody")}</p>
    </div>
  );
}

/** For a form nobody can read. */
export function InvitedUnreadable({ at }: { at: At }) {
  const { t } = useTranslation();
  return (
    <div className="card">
      <h1>{t("invited.unreadableTitle")}</h1>
      <p>{t("problem.formUnreadable")}</p>
      <div className="ways">
        <a href={at("")}>{t("invited.overview")}</a>
      </div>
    </div>
  );
}
