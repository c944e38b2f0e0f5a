const inherited = ["PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TZ"];

/** What a child process may inherit: nothing that would configure it behind our back. */
export function plainEnvironment(): NodeJS.ProcessEnv {
  const values = Object.fromEntries(inherited.map((name) => [name, process.env[name]]));
  return { NODE_ENV: "production", ...values };
}
