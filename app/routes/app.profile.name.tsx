import { type ActionFunctionArgs, json } from "@remix-run/node";
import type { ClientActionFunctionArgs } from "@remix-run/react";
import { fromAdmin } from "~/authenticate.server";
import { formFields } from "~/lib/form-fields";
import { setDisplayName } from "~/shop/commands.server";
import { setDisplayNameForm } from "~/shop/schemas";
import type { NameAnswer } from "~/shop/ui/problems";
import { answerOrNothing } from "~/ui/no-answer";

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await fromAdmin(request, "profile.set-name");
  const form = setDisplayNameForm.safeParse(await formFields(request));
  if (!form.success) return json<NameAnswer>({ ok: false, problem: "form-unreadable" }, { status: 400 });
  const result = await setDisplayName(ctx, form.data);
  return json<NameAnswer>(result, { status: result.ok ? 200 : 422 });
}

export function clientAction({ serverAction }: ClientActionFunctionArgs) {
  return answerOrNothing(() => serverAction<typeof action>());
}
