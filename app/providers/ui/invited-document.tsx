import type { ReactNode } from "react";
import { createI18n } from "~/i18n";
import type { Locale } from "~/locales/supported";
import { plainDocument } from "~/ui/plain-document";
import {
  type FieldProblem,
  type FormStep,
  isFormStep,
  placeAfter,
  type StepAnswers,
} from "../core/provider-form";
import type { ProviderFormPage } from "../form-queries.server";
import {
  InvitedCheck,
  InvitedFrame,
  InvitedGone,
  InvitedStart,
  InvitedThanks,
  InvitedUnreadable,
} from "./invited-page";
import { InvitedStep } from "./invited-step";
import { stepWords } from "./invited-words";

/**
 * The address of a place of the form, relative to the form's own, so that no page has to hold its key: a step, `check`,
 * `thanks`, or empty for the first screen.
 */
function placeIn(locale: Locale) {
  return (place: string) => `?${new URLSearchParams({ ...(place && { step: place }), lang: locale })}`;
}

/** Sends on, by a GET, so that going back or loading again sends nothing twice. */
export function sendOn(place: string, locale: Locale): Response {
  return new Response(null, {
    status: 303,
    headers: {
      Location: placeIn(locale)(place),
      "Cache-Control": "no-store",
      "Referrer-Policy": "no-referrer",
    },
  });
}

/** The way on from a screen that is complete: to the next that is not, or to the check. */
export function sendOnAfter(page: ProviderFormPage, step: FormStep, locale: Locale): Response {
  const complete = page.answers.filter((answer) => answer.complete).map((answer) => answer.step);
  return sendOn(placeAfter(step, new Set(complete)), locale);
}

type Shown = {
  /** As the address names it; whatever names no place is the first screen. */
  place: string | null;
  locale: Locale;
  /** What was just typed on this screen and could not all be kept. */
  typed?: {
    values: Readonly<Record<string, string | undefined>>;
    problems: Readonly<Record<string, FieldProblem>>;
  };
};

/** One screen of the form. 422 with `typed`, which stands in the fields beside what is wrong with it. */
export function invitedDocument(page: ProviderFormPage, { place, locale, typed }: Shown): Response {
  const at = placeIn(locale);
  const t = createI18n(locale).t;
  const show = (here: string, title: string, body: ReactNode) =>
    plainDocument({
      locale,
      title,
      status: typed ? 422 : 200,
      body: (
        <InvitedFrame shop={page.shop} inLocale={(other) => placeIn(other)(here)}>
          {body}
        </InvitedFrame>
      ),
    });
  if (place === "check") return show(place, t("invited.check"), <InvitedCheck page={page} at={at} />);
  if (place === "thanks" && page.finished) {
    return show(place, t("invited.thanks"), <InvitedThanks page={page} at={at} />);
  }
  if (place === null || !isFormStep(place)) {
    const title = t("invited.title", { provider: page.provider });
    return show("", title, <InvitedStart page={page} at={at} />);
  }
  const kept: StepAnswers = page.answers.find((answer) => answer.step === place)?.values ?? {};
  const { values, problems } = typed ?? { values: kept, problems: {} };
  return show(
    place,
    t(stepWords[place].name),
    <InvitedStep shown={{ step: place, values, problems, today: page.today }} at={at} />,
  );
}

/** For a link that opens nothing, whatever the reason: one answer, so that nobody can try out which keys exist. */
export function goneDocument(locale: Locale): Response {
  const title = createI18n(locale).t("invited.goneTitle");
  return plainDocument({ locale, title, status: 404, body: <InvitedGone /> });
}

/** For a form that cannot be read. */
export function unreadableDocument(page: ProviderFormPage, locale: Locale): Response {
  const title = createI18n(locale).t("invited.unreadableTitle");
  const body = (
    <InvitedFrame shop={page.shop} inLocale={(other) => placeIn(other)("")}>
      <InvitedUnreadable at={placeIn(locale)} />
    </InvitedFrame>
  );
  return plainDocument({ locale, title, status: 400, body });
}
