import { pino } from "pino";
import { env } from "./env.server";
import { describeError } from "./lib/describe-error";

/**
 * The one logger. Lines carry ids, codes and durations, never bodies, names, addresses or tokens; errors
 * are reduced to name, code and stack because messages of drivers and libraries quote values.
 */
export const log = pino({
  level: env.LOG_LEVEL,
  base: { app: "fairlead" },
  timestamp: pino.stdTimeFunctions.isoTime,
  serializers: { err: describeError },
  redact: {
    paths: [
      "authorization",
      "accessToken",
      "refreshToken",
      "token",
      "id_token",
      "email",
      "phone",
      "body",
      "payload",
    ],
    remove: true,
  },
});

export type Logger = typeof log;
