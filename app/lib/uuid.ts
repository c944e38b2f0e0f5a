/** Ids are UUIDs in lower case. The database refuses to compare with anything else, so a store asks here first. */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}
