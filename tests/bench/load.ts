import { Agent, request } from "node:http";

export type Sample = { perSecond: number; p50Ms: number; p95Ms: number; p99Ms: number; failed: number };

type Outgoing = { method: string; path: string; headers: Record<string, string>; body: string };

/** Sends requests over `connections` kept-alive connections for `seconds`, each as soon as the one before is answered. */
export async function load(
  origin: string,
  options: { connections: number; seconds: number; make(): Outgoing },
): Promise<Sample> {
  const agent = new Agent({ keepAlive: true, maxSockets: options.connections });
  const until = performance.now() + options.seconds * 1_000;
  const took: number[] = [];
  let failed = 0;
  const one = async () => {
    while (performance.now() < until) {
      const startedAt = performance.now();
      const status = await send(origin, agent, options.make()).catch(() => 0);
      took.push(performance.now() - startedAt);
      if (status < 200 || status > 299) failed += 1;
    }
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: options.connections }, one));
  const seconds = (performance.now() - startedAt) / 1_000;
  agent.destroy();
  return { perSecond: took.length / seconds, failed, ...percentiles(took) };
}

function send(origin: string, agent: Agent, outgoing: Outgoing): Promise<number> {
  return new Promise((resolve, reject) => {
    const { method, path, headers, body } = outgoing;
    const sent = request(origin + path, {
      method,
      headers: { ...headers, "content-length": Buffer.byteLength(body) },
      agent,
    });
    sent.on("response", (answer) => {
      answer.resume();
      answer.on("end", () => resolve(answer.statusCode ?? 0));
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

/** Nearest-rank percentiles of durations in milliseconds. */
export function percentiles(took: number[]): { p50Ms: number; p95Ms: number; p99Ms: number } {
  const sorted = took.toSorted((a, b) => a - b);
  const at = (share: number) => round(sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0);
  return { p50Ms: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99) };
}

export const round = (value: number) => Math.round(value * 100) / 100;
