import { pino } from "pino";
import { env } from "./env.server";

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

/** What of an error may stand in a log: its kind, code and where it was thrown, without its message. */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: typeof error };
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  const cause = error.cause === undefined ? undefined : describeError(error.cause);
  return { name: error.name, code, at: frames.slice(0, 8).map((line) => line.trim()), cause };
}
