import { type ActionFunctionArgs, json, type LoaderFunctionArgs } from "@remix-run/node";
import { type ClientActionFunctionArgs, useLoaderData, useSearchParams } from "@remix-run/react";
import { TitleBar } from "@shopify/app-bridge-react";
import { Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { fromAdmin } from "~/authenticate.server";
import { formFields } from "~/lib/form-fields";
import { confirmImport, discardImport, mapImport } from "~/providers/import-commands.server";
import { historyPage } from "~/providers/import-queries.server";
import { historyForm } from "~/providers/schemas";
import { History } from "~/providers/ui/history";
import type { HistoryAnswer } from "~/providers/ui/history-words";
import { answerOrNothing } from "~/ui/no-answer";
import type { PageHandle } from "~/ui/page-title";

export const handle: PageHandle = { title: "history.title" };

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await fromAdmin(request, "history.import");
  const { searchParams } = new URL(request.url);
  const asked = { id: searchParams.get("id"), refused: searchParams.get("refused") };
  return json(await historyPage(ctx, { ...asked, after: searchParams.get("after") }));
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await fromAdmin(request, "history.import");
  const form = historyForm.safeParse(await formFields(request));
  const unreadable = () => json<HistoryAnswer>({ ok: false, problem: "form-unreadable" }, { status: 400 });
  if (!form.success) return unreadable();
  const { intent, id, map } = form.data;
  if ((intent === "map") !== (map !== undefined)) return unreadable();
  const result = map
    ? await mapImport(ctx, id, map)
    : intent === "confirm"
      ? await confirmImport(ctx, id)
      : await discardImport(ctx, id);
  return json<HistoryAnswer>(result, { status: result.ok ? 200 : 422 });
}

export function clientAction({ serverAction }: ClientActionFunctionArgs) {
  return answerOrNothing(() => serverAction<typeof action>());
}

export default function HistoryPage() {
  const { t } = useTranslation();
  const page = useLoaderData<typeof loader>();
  const [search] = useSearchParams();
  const back = page.file
    ? { content: t("history.title"), url: "/app/providers/history" }
    : { content: t("providers.title"), url: "/app/providers" };
  return (
    <Page title={page.file?.fileName ?? t("history.title")} backAction={back}>
      <TitleBar title={t("history.title")} />
      <History page={page} later={search.has("after")} deeper={search.has("refused")} />
    </Page>
  );
}
