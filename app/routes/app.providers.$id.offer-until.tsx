import { type ActionFunctionArgs, json } from "@remix-run/node";
import type { ClientActionFunctionArgs } from "@remix-run/react";
import { fromAdmin } from "~/authenticate.server";
import { formFields } from "~/lib/form-fields";
import { allowUnvetted } from "~/providers/commands.server";
import { allowUnvettedForm } from "~/providers/schemas";
import type { UntilAnswer } from "~/providers/ui/problems";
import { answerOrNothing } from "~/ui/no-answer";

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await fromAdmin(request, "providers.decide");
  const form = allowUnvettedForm.safeParse(await formFields(request));
  if (!form.success) return json<UntilAnswer>({ ok: false, problem: "form-unreadable" }, { status: 400 });
  const result = await allowUnvetted(ctx, params.id ?? "", form.data);
  if (result.ok) return json<UntilAnswer>(result);
  return json<UntilAnswer>(result, { status: result.problem === "not-found" ? 404 : 422 });
}

export function clientAction({ serverAction }: ClientActionFunctionArgs) {
  return answerOrNothing(() => serverAction<typeof action>());
}
