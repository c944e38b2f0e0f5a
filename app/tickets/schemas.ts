import { z } from "zod";

/** The reply form as the browser sends it. */
export const replyForm = z.strictObject({
  text: z.string().max(50_000),
  lastSeen: z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
  andThen: z.enum(["pending_customer", "solved"]),
});
