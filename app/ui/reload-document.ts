/**
 * Loads the document again from inside the admin's frame. After moving between pages the address no
 * longer says which shop it belongs to, and the server would not know whom to sign in.
 */
export function reloadDocument(): void {
  const address = new URL(window.location.href);
  const { shop, host, locale } = window.shopify?.config ?? {};
  for (const [name, value] of Object.entries({ embedded: "1", shop, host, locale })) {
    if (value && !address.searchParams.has(name)) address.searchParams.set(name, value);
  }
  window.location.assign(address);
}
