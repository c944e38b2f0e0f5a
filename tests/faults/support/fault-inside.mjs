import { readFileSync } from "node:fs";

/* Preloaded into a process under test: does to it from inside what the file FAULT_FILE asks for once its text changes. */

const read = () => {
  try {
    return readFileSync(process.env.FAULT_FILE ?? "", "utf8");
  } catch {
    return "";
  }
};
const atStart = read();
const faults = {
  rejection: () => void Promise.reject(new Error("nobody looks at this")),
  memory: () => {
    for (const kept = []; ; ) kept.push(Array.from({ length: 100_000 }, (_, at) => ({ at })));
  },
};
setInterval(() => {
  const asked = read();
  if (asked !== atStart) faults[asked]?.();
}, 100).unref();
