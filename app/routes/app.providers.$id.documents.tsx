import { type ActionFunctionArgs, json } from "@remix-run/node";
import type { ClientActionFunctionArgs } from "@remix-run/react";
import { fromAdmin } from "~/authenticate.server";
import { formFields } from "~/lib/form-fields";
import { addDocument } from "~/providers/commands.server";
import { addDocumentForm } from "~/providers/schemas";
import type { DocumentAnswer } from "~/providers/ui/problems";
import { answerOrNothing } from "~/ui/no-answer";

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await fromAdmin(request, "providers.edit");
  const form = addDocumentForm.safeParse(await formFields(request));
  if (!form.success) return json<DocumentAnswer>({ ok: false, problem: "form-unreadable" }, { status: 400 });
  const result = await addDocument(ctx, params.id ?? "", form.data);
  if (result.ok) return json<DocumentAnswer>(result);
  return json<DocumentAnswer>(result, { status: result.problem === "not-found" ? 404 : 422 });
}

export function clientAction({ serverAction }: ClientActionFunctionArgs) {
  return answerOrNothing(() => serverAction<typeof action>());
}
