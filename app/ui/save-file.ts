/**
 * Hands a file of the app to the browser to save. Fetched, because a plain link would carry no id token out of the
 * admin's frame. False when it could not be had.
 */
export async function saveFile(address: string, name: string): Promise<boolean> {
  try {
    const answer = await fetch(address);
    if (!answer.ok) return false;
    const blob = URL.createObjectURL(await answer.blob());
    const anchor = document.createElement("a");
    anchor.href = blob;
    anchor.download = name;
    anchor.click();
    URL.revokeObjectURL(blob);
    return true;
  } catch {
    return false;
  }
}
