/**
 * The fields of a request's form by name, the last of each name. Null for a body that is no form (another content type,
 * broken, or cut off), which no schema takes.
 */
export async function formFields(request: Request): Promise<Record<string, FormDataEntryValue> | null> {
  try {
    return Object.fromEntries(await request.formData());
  } catch {
    return null;
  }
}
