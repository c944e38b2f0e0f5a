import type { LoaderFunctionArgs } from "@remix-run/node";
import { fromAdmin } from "~/authenticate.server";

/** Every other address below /app: a page that says so, inside the admin's frame and menu. */
export async function loader({ request }: LoaderFunctionArgs) {
  await fromAdmin(request, "home.view");
  throw new Response(null, { status: 404 });
}

export default function NoSuchPage() {
  return null;
}
