import { type ActionFunctionArgs, json } from "@remix-run/node";
import type { ClientActionFunctionArgs } from "@remix-run/react";
import { fromAdmin } from "~/authenticate.server";
import { formFields } from "~/lib/form-fields";
import { inviteAndMail, revokeInvitation } from "~/providers/invitation-commands.server";
import { invitationForm } from "~/providers/schemas";
import { invitationMail } from "~/providers/ui/invitation-mail";
import type { InviteAnswer } from "~/providers/ui/problems";
import { answerOrNothing } from "~/ui/no-answer";

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await fromAdmin(request, "providers.edit");
  const form = invitationForm.safeParse(await formFields(request));
  if (!form.success) return json<InviteAnswer>({ ok: false, problem: "form-unreadable" }, { status: 400 });
  const { intent, language, email } = form.data;
  const id = params.id ?? "";
  const result =
    intent === "revoke"
      ? await revokeInvitation(ctx, id)
      : await inviteAndMail(ctx, id, { language, to: email, words: invitationMail(language) });
  if (result.ok) return json<InviteAnswer>(result);
  return json<InviteAnswer>(result, { status: result.problem === "not-found" ? 404 : 422 });
}

export function clientAction({ serverAction }: ClientActionFunctionArgs) {
  return answerOrNothing(() => serverAction<typeof action>());
}
