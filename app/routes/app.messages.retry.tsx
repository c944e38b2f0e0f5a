import { type ActionFunctionArgs, json } from "@remix-run/node";
import type { ClientActionFunctionArgs } from "@remix-run/react";
import { fromAdmin } from "~/authenticate.server";
import { retryParked } from "~/orders/commands.server";
import { answerOrNothing } from "~/ui/no-answer";

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await fromAdmin(request, "deliveries.retry");
  return json(await retryParked(ctx));
}

export function clientAction({ serverAction }: ClientActionFunctionArgs) {
  return answerOrNothing(() => serverAction<typeof action>());
}
