/** What of an error may stand in a log: its kind, code and where it was thrown, without its message. */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: typeof error, kind: kindOf(error) };
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  const cause = error.cause === undefined ? undefined : describeError(error.cause);
  return { name: error.name, code, at: frames.slice(0, 8).map((line) => line.trim()), cause };
}

/** The database driver throws plain objects whose `kind` is one of its own fixed names. */
function kindOf(thrown: unknown): string | undefined {
  const kind = typeof thrown === "object" && thrown !== null && "kind" in thrown ? thrown.kind : undefined;
  return typeof kind === "string" ? kind : undefined;
}
