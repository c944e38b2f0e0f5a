import { type ActionFunctionArgs, json } from "@remix-run/node";
import type { ClientActionFunctionArgs } from "@remix-run/react";
import { fromAdmin } from "~/authenticate.server";
import { formFields } from "~/lib/form-fields";
import { retryParked } from "~/orders/commands.server";
import type { RetryAnswer } from "~/orders/ui/problems";
import { retryParkedJobs } from "~/shop/parked-job-commands.server";
import { retryForm } from "~/shop/schemas";
import { answerOrNothing } from "~/ui/no-answer";

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await fromAdmin(request, "deliveries.retry");
  const form = retryForm.safeParse(await formFields(request));
  if (!form.success) return json<RetryAnswer>({ ok: false, problem: "form-unreadable" }, { status: 400 });
  return json<RetryAnswer>(await (form.data.of === "work" ? retryParkedJobs(ctx) : retryParked(ctx)));
}

export function clientAction({ serverAction }: ClientActionFunctionArgs) {
  return answerOrNothing(() => serverAction<typeof action>());
}
