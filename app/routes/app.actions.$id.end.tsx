import { type ActionFunctionArgs, json } from "@remix-run/node";
import type { ClientActionFunctionArgs } from "@remix-run/react";
import { fromAdmin } from "~/authenticate.server";
import { endAction } from "~/improvements/commands.server";
import type { EndAnswer } from "~/improvements/ui/problems";
import { answerOrNothing } from "~/ui/no-answer";

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await fromAdmin(request, "actions.edit");
  const result = await endAction(ctx, params.id ?? "");
  return json<EndAnswer>(result, { status: result.ok ? 200 : 404 });
}

export function clientAction({ serverAction }: ClientActionFunctionArgs) {
  return answerOrNothing(() => serverAction<typeof action>());
}
