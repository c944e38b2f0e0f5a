import { uiBundle } from "../extensions/bundles.ts";
import { type ExtensionManifest, extensionNamed, extensionsAt } from "../extensions/manifests.ts";
import { extensionWords } from "../extensions/words.ts";
import { type Incoming, notFound, type Reply } from "../http.ts";
import type { Platform } from "../platform.ts";
import { showsItself } from "../shop/placements.ts";
import type { ShopRecord } from "../shop/record.ts";
import { html, Markup } from "./html.ts";

/** What one page gives the extensions it shows. */
export type Stage = {
  target: string;
  surface: "checkout" | "customer-account" | "admin";
  locale: string;
  api: object;
  /** Keeps what an extension stores apart from other buyers' and shops'. */
  storedFor: string;
  tokenAddress: string;
  /** Where `app:` links lead. */
  appPages?: string;
  words: { loading: string; failed: string };
};

/** The places of a page where extensions show themselves, one section each. */
export function extensionSlots(platform: Platform, shop: ShopRecord, stage: Stage): Markup[] {
  if (!shop.installed) return [];
  return extensionsAt(platform, stage.target)
    .filter(({ handle }) => showsItself(platform, shop, handle, stage.target))
    .map((extension) => slot(platform, extension, stage));
}

function slot(platform: Platform, extension: ExtensionManifest, stage: Stage): Markup {
  const { locale, words } = extensionWords(extension, stage.locale);
  const { localization } = stage.api as { localization?: object };
  const setup = {
    target: stage.target,
    surface: stage.surface,
    handle: extension.handle,
    networkAccess: extension.networkAccess,
    appUrl: platform.env.appUrl,
    appPages: stage.appPages,
    bundle: `/extensions/${extension.handle}.js?target=${stage.target}`,
    storageKey: `${extension.handle}:${stage.storedFor}`,
    tokenAddress: stage.tokenAddress,
    locale: stage.locale,
    extensionLocale: locale,
    words,
    api: localization
      ? {
          ...stage.api,
          localization: { ...localization, extensionLanguage: { $signal: { isoCode: locale } } },
        }
      : stage.api,
  };
  // "<" would end the script early.
  const data = new Markup(JSON.stringify(setup).replaceAll("<", "\\u003c"));
  return html`<section class="block card" data-extension data-handle="${extension.handle}">
  <script type="application/json">${data}</script>
  <p class="muted" data-extension-wait role="status">${stage.words.loading}</p>
  <div data-extension-root></div>
  <p data-extension-error role="alert" hidden>${stage.words.failed}<br><code></code></p>
</section>`;
}

/** `/extensions/<handle>.js?target=…`: the code a slot runs. */
export async function extensionCode(platform: Platform, request: Incoming, handle: string): Promise<Reply> {
  const extension = extensionNamed(platform, handle);
  const target = request.url.searchParams.get("target") ?? "";
  if (!extension?.targets.some((one) => one.target === target)) return notFound();
  try {
    const body = await uiBundle(platform, extension, target);
    return { status: 200, headers: { "content-type": "text/javascript; charset=utf-8" }, body };
  } catch (error) {
    const body = error instanceof Error ? error.message : "It could not be built.";
    return { status: 500, headers: { "content-type": "text/plain; charset=utf-8" }, body };
  }
}

/** The frame extensions run in: it may run scripts of ours and of the worker, and fetch only where allowed. */
export function extensionSandbox(request: Incoming): Reply {
  const connect = request.url.searchParams.has("network") ? "http: https:" : "'none'";
  return {
    status: 200,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": `default-src 'none'; script-src 'self' blob:; worker-src blob:; connect-src ${connect}; frame-ancestors 'self'; sandbox allow-scripts`,
    },
    body: '<!doctype html><title>Extension</title><script src="/extension-sandbox.js"></script>',
  };
}
