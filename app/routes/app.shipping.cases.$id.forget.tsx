import { type ActionFunctionArgs, json } from "@remix-run/node";
import type { ClientActionFunctionArgs } from "@remix-run/react";
import { fromAdmin } from "~/authenticate.server";
import { forgetCase } from "~/shipping/case-commands.server";
import type { CaseAnswer } from "~/shipping/ui/problems";
import { answerOrNothing } from "~/ui/no-answer";

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await fromAdmin(request, "shipping.edit");
  const result = await forgetCase(ctx, params.id ?? "");
  return json<CaseAnswer>(result, { status: result.ok ? 200 : 404 });
}

export function clientAction({ serverAction }: ClientActionFunctionArgs) {
  return answerOrNothing(() => serverAction<typeof action>());
}
