import type { LoaderFunctionArgs } from "@remix-run/node";
import { fromAdmin } from "~/authenticate.server";
import { privacyExport } from "~/shop/queries.server";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await fromAdmin(request, "privacy.download");
  const file = await privacyExport(ctx, params.id ?? "");
  if (!file) throw new Response(null, { status: 404 });
  return new Response(file.body, {
    headers: {
      "Content-Type": "application/json; charset=utf-8",
      "Content-Disposition": `attachment; filename="${file.filename}"`,
      "Cache-Control": "no-store",
    },
  });
}
