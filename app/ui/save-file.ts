/**
 * Hands a file of the app to the browser to save, under the name the answer gives it. Fetched, because a plain link would
 * carry no id token out of the admin's frame. False when it could not be had.
 */
export async function saveFile(address: string): Promise<boolean> {
  try {
    const answer = await fetch(address);
    if (!answer.ok) return false;
    const named = /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition") ?? "");
    const blob = URL.createObjectURL(await answer.blob());
    const anchor = document.createElement("a");
    anchor.href = blob;
    anchor.download = named?.[1] ?? "";
    anchor.click();
    URL.revokeObjectURL(blob);
    return true;
  } catch {
    return false;
  }
}
