import { z } from "zod";
import { roles } from "./core/permissions";

/** A form as the browser sends it; unknown fields are refused. */
export const setDisplayNameForm = z.strictObject({
  intent: z.literal("set-name").optional(),
  displayName: z.string().max(1_000),
});

/** Which part of the page of messages is to be tried again. */
export const retryForm = z.strictObject({ of: z.enum(["messages", "work"]) });

export const changeRoleForm = z.strictObject({
  intent: z.literal("change-role").optional(),
  /** The platform's ids of people are printable ASCII; a database text holds no NUL. */
  subject: z.string().regex(/^[!-~]{1,100}$/),
  role: z.enum(roles),
});
