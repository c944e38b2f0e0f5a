import { pieceBytes } from "../core/import-state";
import type { PieceAnswer } from "./history-words";

/** A file on its way: where a piece begins, and whose it is. */
export type Sending = { id: string; file: File };

const tries = 6;

/** The bytes as base64, which a form's field can hold. */
async function textOf(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let binary = "";
  // As arguments of one call a whole piece would be too many.
  for (let at = 0; at < bytes.length; at += 8_192)
    binary += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return btoa(binary);
}

async function sendPiece({ id, file }: Sending, at: number): Promise<PieceAnswer> {
  const form = new FormData();
  form.set("id", id);
  form.set("fileName", file.name);
  form.set("fileBytes", String(file.size));
  form.set("at", String(at));
  form.set("piece", await textOf(file.slice(at, at + pieceBytes)));
  for (let tried = 1; ; tried++) {
    try {
      const answer = await fetch("/app/providers/history/pieces", { method: "POST", body: form });
      // Anything but an answer of our own may be different in a moment: a restart, a network that changed.
      if (answer.headers.get("Content-Type")?.startsWith("application/json"))
        return (await answer.json()) as PieceAnswer;
    } catch {
      // Tried again below.
    }
    if (tried === tries) return { ok: false, problem: "no-answer" };
    await new Promise((done) => setTimeout(done, 500 * 2 ** tried));
  }
}

/** Sends a file from a byte on, piece by piece, each after the one before has arrived. `tell` hears how far it is. */
export async function sendFile(
  sending: Sending,
  from: number,
  tell: (received: number) => void,
): Promise<PieceAnswer> {
  for (let at = from; ; ) {
    const answer = await sendPiece(sending, at);
    if (!answer.ok || answer.value.received >= sending.file.size) return answer;
    at = answer.value.received;
    tell(at);
  }
}
