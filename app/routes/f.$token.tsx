import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { fromInvitation } from "~/authenticate.server";
import { formFields } from "~/lib/form-fields";
import { pickLocale } from "~/locales/supported";
import { answerStep, finishForm } from "~/providers/form-commands.server";
import { providerFormPage } from "~/providers/form-queries.server";
import { providerForm } from "~/providers/schemas";
import {
  goneDocument,
  invitedDocument,
  sendOn,
  sendOnAfter,
  unreadableDocument,
} from "~/providers/ui/invited-document";

/** A provider's form, open to whoever holds its link; HTML without a script. Reading changes nothing. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await fromInvitation(request, params.token ?? "");
  const { searchParams } = new URL(request.url);
  const lang = searchParams.get("lang");
  const page = ctx && (await providerFormPage(ctx));
  if (!page) return goneDocument(pickLocale(lang, request.headers.get("accept-language")));
  return invitedDocument(page, { place: searchParams.get("step"), locale: pickLocale(lang, page.language) });
}

/** Keeps one screen's answers, or hands all of them over. The key in the address is what a foreign page lacks. */
export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await fromInvitation(request, params.token ?? "");
  const lang = new URL(request.url).searchParams.get("lang");
  const page = ctx && (await providerFormPage(ctx));
  if (!page) return goneDocument(pickLocale(lang, request.headers.get("accept-language")));
  const locale = pickLocale(lang, page.language);
  const form = providerForm.safeParse(await formFields(request));
  if (!form.success) return unreadableDocument(page, locale);
  const { step, ...values } = form.data;
  if (step === "finish") {
    return (await finishForm(ctx)).ok ? sendOn("thanks", locale) : goneDocument(locale);
  }
  const answered = await answerStep(ctx, step, values);
  if (!answered.ok) return goneDocument(locale);
  const { complete, problems } = answered.value;
  if (complete) return sendOnAfter(page, step, locale);
  return invitedDocument(page, { place: step, locale, typed: { values, problems } });
}
