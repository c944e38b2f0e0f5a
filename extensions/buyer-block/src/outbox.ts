import { type Keep, newId, type Post } from "./host";

export type Answer = { item: string; value: number | null; reason?: "does-not-apply" };

type Form = { orderId: string; touch: string; version: string; locale: string };
type Kept = Form & { submissionId: string; answers: Answer[]; comment?: string | null };

/** `kept`: not acknowledged yet, tried again by itself · `refused`: the app will never take it. */
export type Sending = "idle" | "sending" | "kept" | "refused";

/** Pauses between tries, in seconds; the last one repeats while the page is open. */
const pauses = [2, 5, 15, 30, 60];

/** The app's last word: trying the same again would not change it. */
const final = [400, 404, 409, 413, 422];

/**
 * Sends each answer, and words of the buyer's own, at once and keeps them on the device until the app has acknowledged it, through closed pages and
 * broken networks. Sending twice is harmless: the app knows the submission and changes nothing that it has.
 */
export function outbox(form: Form, { keep, post }: { keep: Keep; post: Post }, told: (now: Sending) => void) {
  const key = `answers ${form.orderId} ${form.touch}`;
  let kept: Kept = { ...form, submissionId: newId(), answers: [] };
  let busy = false;
  let tries = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  // Without storage answers live as long as the page; that is no reason to lose them now.
  const save = () => keep.write(key, kept).catch(() => {});

  async function send(): Promise<void> {
    if (busy || (kept.answers.length === 0 && !kept.comment)) return;
    busy = true;
    clearTimeout(timer);
    told("sending");
    const { answers, comment, ...rest } = kept;
    const reply = await post("/buyer/answers", { ...rest, answers, ...(comment && { comment }) });
    busy = false;
    const refused = reply !== null && final.includes(reply.status);
    if (reply?.status === 200 || refused) {
      tries = 0;
      const sent = new Set(answers.map((answer) => answer.item));
      const left = kept.answers.filter((answer) => !sent.has(answer.item));
      kept = { ...kept, answers: left, comment: kept.comment === comment ? null : kept.comment };
      await save();
      told(refused ? "refused" : "idle");
      return send();
    }
    told("kept");
    timer = setTimeout(() => void send(), 1_000 * (pauses[Math.min(tries, pauses.length - 1)] ?? 60));
    tries += 1;
  }

  return {
    /** Takes up what an earlier visit could not send, and says what it holds. */
    async open(): Promise<{ items: string[]; commented: boolean }> {
      const found = await keep.read(key).catch(() => null);
      if (isKept(found)) kept = { ...found, answers: [...found.answers, ...kept.answers] };
      void send();
      return { items: kept.answers.map((answer) => answer.item), commented: Boolean(kept.comment) };
    },
    async add(answer: Answer): Promise<void> {
      if (kept.answers.some((one) => one.item === answer.item)) return;
      kept = { ...kept, answers: [...kept.answers, answer] };
      await save();
      await send();
    },
    async write(comment: string): Promise<void> {
      kept = { ...kept, comment };
      await save();
      await send();
    },
    close: () => clearTimeout(timer),
  };
}

function isKept(found: unknown): found is Kept {
  return (
    typeof found === "object" &&
    found !== null &&
    "submissionId" in found &&
    "answers" in found &&
    Array.isArray(found.answers)
  );
}
