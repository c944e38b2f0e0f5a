/**
 * Takes the Admin schema anew out of the npm package @shopify/dev-mcp, which is
 * too large to depend on: `node dev-store/schema/refresh.mjs [package version]`.
 */
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const name = "admin_2026-07.json.gz";
const folder = mkdtempSync(join(tmpdir(), "admin-schema-"));
try {
  const spec = `@shopify/dev-mcp@${process.argv[2] ?? "latest"}`;
  execFileSync("npm", ["pack", spec, "--silent", "--pack-destination", folder], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  const archive = readdirSync(folder).find((file) => file.endsWith(".tgz"));
  if (!archive) throw new Error(`npm packed nothing for ${spec}.`);
  execFileSync("tar", ["-xzf", archive, `package/dist/data/${name}`], { cwd: folder, stdio: "inherit" });
  copyFileSync(join(folder, "package", "dist", "data", name), fileURLToPath(new URL(name, import.meta.url)));
  process.stdout.write(`Took ${name} from ${spec}.\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
