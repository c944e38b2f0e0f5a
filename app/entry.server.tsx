import { randomBytes } from "node:crypto";
import { PassThrough } from "node:stream";
import { createReadableStreamFromReadable, type EntryContext } from "@remix-run/node";
import { RemixServer } from "@remix-run/react";
import { isbot } from "isbot";
import { renderToPipeableStream } from "react-dom/server";
import { I18nextProvider } from "react-i18next";
import { contentSecurityPolicy } from "./content-security.server";
import { closeDatabase } from "./db.server";
import { createI18n } from "./i18n";
import { stopQueue } from "./jobs/queue.server";
import { pickLocale } from "./locales/supported";
import { log } from "./log.server";
import { withoutKey } from "./logged-path";
import { shopify } from "./shopify.server";
import { NonceContext } from "./ui/nonce";

export { findDoor } from "./doors/doors.server";
export { env } from "./env.server";
export { log } from "./log.server";

/** Lets go of what the process holds; the server calls it once the last request is answered. */
export async function close(): Promise<void> {
  await stopQueue();
  await closeDatabase();
}

/** After this many milliseconds a document is ended with what it has; late parts stay skeletons. */
const streamMs = 8_000;

export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
): Promise<Response> {
  const nonce = randomBytes(16).toString("base64");
  shopify.addDocumentResponseHeaders(request, headers);
  headers.delete("Link");
  headers.set(
    "Content-Security-Policy",
    contentSecurityPolicy(nonce, headers.get("Content-Security-Policy")),
  );
  headers.set("Content-Type", "text/html; charset=utf-8");
  headers.set("Cache-Control", "no-store");
  const i18n = createI18n(documentLocale(request, remixContext));
  const whole = isbot(request.headers.get("user-agent") ?? "");
  return new Promise((resolve, reject) => {
    let began = false;
    const { pipe, abort } = renderToPipeableStream(
      <NonceContext.Provider value={nonce}>
        <I18nextProvider i18n={i18n}>
          <RemixServer context={remixContext} url={request.url} abortDelay={streamMs} nonce={nonce} />
        </I18nextProvider>
      </NonceContext.Provider>,
      {
        nonce,
        [whole ? "onAllReady" : "onShellReady"]() {
          began = true;
          const body = new PassThrough();
          resolve(new Response(createReadableStreamFromReadable(body), { headers, status }));
          pipe(body);
        },
        onShellError: reject,
        onError(error: unknown) {
          // Before the shell is ready the error reaches the caller, who logs it.
          if (began) logFailure(error, request);
        },
      },
    );
    setTimeout(abort, streamMs + 1_000).unref();
  });
}

/** The layout's loader knows the person's language; an error page before it goes by the request alone. */
function documentLocale(request: Request, context: EntryContext) {
  const layout = context.staticHandlerContext.loaderData?.["routes/app"] as { locale?: string } | undefined;
  const asked = new URL(request.url).searchParams.get("locale");
  return pickLocale(layout?.locale, asked, request.headers.get("accept-language"));
}

export function handleError(error: unknown, { request }: { request: Request }): void {
  if (!request.signal.aborted) logFailure(error, request);
}

function logFailure(error: unknown, request: Request): void {
  const path = withoutKey(new URL(request.url).pathname);
  log.error({ requestId: request.headers.get("x-request-id"), path, err: error }, "request failed");
}
