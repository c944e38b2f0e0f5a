import { readEnvironment } from "./environment.ts";
import { startDevStore } from "./server.ts";

try {
  const store = await startDevStore(readEnvironment(process.env));
  const stop = () => {
    // Whatever hangs, the process is gone within the two seconds its callers allow.
    setTimeout(() => process.exit(0), 1800).unref();
    store.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
  process.stdout.write(`${JSON.stringify({ ready: true, port: store.port, smtpPort: store.smtpPort })}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
