import { type ActionFunctionArgs, json } from "@remix-run/node";
import type { ClientActionFunctionArgs } from "@remix-run/react";
import { fromAdmin } from "~/authenticate.server";
import { ok } from "~/lib/result";
import { retryParked } from "~/orders/commands.server";
import { retryParkedJobs } from "~/shop/parked-job-commands.server";
import { answerOrNothing } from "~/ui/no-answer";

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await fromAdmin(request, "deliveries.retry");
  const messages = await retryParked(ctx);
  const work = await retryParkedJobs(ctx);
  if (!messages.ok || !work.ok) return json(messages.ok ? work : messages);
  return json(ok({ retried: messages.value.retried + work.value.retried }));
}

export function clientAction({ serverAction }: ClientActionFunctionArgs) {
  return answerOrNothing(() => serverAction<typeof action>());
}
