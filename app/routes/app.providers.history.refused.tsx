import { Readable } from "node:stream";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { fromAdmin } from "~/authenticate.server";
import { refusedReport } from "~/providers/import-queries.server";

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await fromAdmin(request, "history.import");
  const report = await refusedReport(ctx, new URL(request.url).searchParams.get("id") ?? "");
  if (!report) throw new Response(null, { status: 404 });
  return new Response(Readable.toWeb(Readable.from(report)) as ReadableStream, {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": 'attachment; filename="refused-cells.csv"',
      "Cache-Control": "no-store",
    },
  });
}
