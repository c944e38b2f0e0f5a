/** A path as logs may hold it: the address of a carrier callback, or of a provider's form, ends in its key. */
export function withoutKey(path: string): string {
  return path.replace(/^\/+(carrier|f)\/.*/is, "/$1/*");
}
