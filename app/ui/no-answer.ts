import { isServerOutOfReach } from "./server-out-of-reach";

/** What a form is told when its answer never came. */
export type NoAnswer = { ok: false; problem: "no-answer" };

/**
 * Runs a form's request. A failing network or server becomes an answer beside the form, so that
 * what the person typed stays on the screen.
 */
export async function answerOrNothing<T>(send: () => Promise<T>): Promise<T | NoAnswer> {
  try {
    return await send();
  } catch (failure) {
    if (isServerOutOfReach(failure)) return { ok: false, problem: "no-answer" };
    throw failure;
  }
}
