import { type ActionFunctionArgs, json } from "@remix-run/node";
import type { ClientActionFunctionArgs } from "@remix-run/react";
import { fromAdmin } from "~/authenticate.server";
import { formFields } from "~/lib/form-fields";
import { changeRole } from "~/shop/commands.server";
import { changeRoleForm } from "~/shop/schemas";
import type { RoleAnswer } from "~/shop/ui/problems";
import { answerOrNothing } from "~/ui/no-answer";

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await fromAdmin(request, "team.change-role");
  const form = changeRoleForm.safeParse(await formFields(request));
  if (!form.success) return json<RoleAnswer>({ ok: false, problem: "form-unreadable" }, { status: 400 });
  const result = await changeRole(ctx, form.data);
  return json<RoleAnswer>(result, { status: result.ok ? 200 : 422 });
}

export function clientAction({ serverAction }: ClientActionFunctionArgs) {
  return answerOrNothing(() => serverAction<typeof action>());
}
