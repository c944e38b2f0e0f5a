import { fromAdmin } from "../../app/authenticate.server";
import { endAction, startAction } from "../../app/improvements/commands.server";
import { adminRequest } from "./shops";

/** One action under way and one that was ended, about every market and provider. */
export async function fillActions(shop: string, mark: string, owner: string): Promise<void> {
  const ctx = await fromAdmin(adminRequest(shop, "/app", { subject: owner }), "actions.edit");
  const about = { market: null, providerId: null, dimension: "reliability" } as const;
  const ended = await startAction(ctx, { ...about, step: `Tried ${mark}` });
  const running = await startAction(ctx, { ...about, step: `Step ${mark}` });
  if (!ended.ok || !running.ok || !(await endAction(ctx, ended.value.id)).ok) {
    throw new Error("the shop's actions were not filled");
  }
}
