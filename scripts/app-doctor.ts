import { readFileSync } from "node:fs";
import path from "node:path";
import { projectRoot } from "./postgres-binaries.ts";
import { runCommand } from "./run-command.ts";

/** Where each of the doctor's review prompts is answered, a line each. */
const answersFile = "docs/listing/security-review.md";

type DoctorReport = { scan: { issues: unknown[] }; reviewPack: { checks: { id: string }[] } };

/**
 * The platform's own security check, blocking what is medium or worse. What it cannot decide by itself it asks; each of
 * its questions must have its line. Answers what is wrong, or null.
 */
export async function askDoctor(): Promise<string | null> {
  const args = ["node_modules/@shopify/cli/bin/run.js", "app", "doctor", "--path", "."];
  const env = { SHOPIFY_CLI_NO_ANALYTICS: "1", CI: "1" };
  const { code, output } = await runCommand(process.execPath, [...args, "--json", "--blocking", "medium"], {
    cwd: projectRoot,
    env,
  });
  const report = readReport(output);
  if (!report) return output;
  if (code !== 0) return report.scan.issues.map((issue) => JSON.stringify(issue)).join("\n") || output;
  const answers = readFileSync(path.join(projectRoot, answersFile), "utf8");
  const unanswered = report.reviewPack.checks.filter(({ id }) => !answers.includes(`| \`${id}\` `));
  if (unanswered.length === 0) return null;
  return `${answersFile} has no line about ${unanswered.map(({ id }) => id).join(", ")}`;
}

function readReport(output: string): DoctorReport | null {
  try {
    return JSON.parse(output.slice(output.indexOf("{"), output.lastIndexOf("}") + 1)) as DoctorReport;
  } catch {
    return null;
  }
}
