import { type ActionFunctionArgs, json } from "@remix-run/node";
import { fromAdmin } from "~/authenticate.server";
import { formFields } from "~/lib/form-fields";
import { beginImport, receivePiece } from "~/providers/import-commands.server";
import { pieceForm } from "~/providers/schemas";
import type { PieceAnswer } from "~/providers/ui/history-words";

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await fromAdmin(request, "history.import");
  const form = pieceForm.safeParse(await formFields(request));
  if (!form.success) return json<PieceAnswer>({ ok: false, problem: "form-unreadable" }, { status: 400 });
  const { id, fileName, fileBytes, at, piece } = form.data;
  if (at === 0) {
    const begun = await beginImport(ctx, { id, fileName, fileBytes, startedBy: ctx.staff.subject });
    if (!begun.ok) return json<PieceAnswer>(begun, { status: 422 });
  }
  const received = await receivePiece(ctx, id, { at, bytes: piece });
  return json<PieceAnswer>(received, { status: received.ok ? 200 : 422 });
}
