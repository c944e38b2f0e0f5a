import { Readable } from "node:stream";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { fromAdmin } from "~/authenticate.server";
import { answersFile, codebookFile, instrumentFile } from "~/surveys/export-queries.server";
import { codebookWords, dimensionName } from "~/surveys/ui/codebook-words";

/** What buyers answered, what each column means, and the instrument they answered, as files. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await fromAdmin(request, "quality.download");
  const asFile = (body: BodyInit, type: string, name: string) =>
    new Response(body, {
      headers: {
        "Content-Type": type,
        "Content-Disposition": `attachment; filename="${name}"`,
        "Cache-Control": "no-store",
      },
    });
  switch (params.file) {
    case "answers": {
      const lines = Readable.toWeb(Readable.from(await answersFile(ctx))) as ReadableStream;
      return asFile(lines, "text/csv; charset=utf-8", "answers.csv");
    }
    case "codebook": {
      const text = codebookFile(ctx.locale, codebookWords(ctx.locale));
      return asFile(new Blob([new Uint8Array(text)]), "text/csv; charset=utf-8", "codebook.csv");
    }
    case "instrument":
      return asFile(instrumentFile(dimensionName(ctx.locale)), "application/json", "instrument.json");
    default:
      throw new Response(null, { status: 404 });
  }
}
