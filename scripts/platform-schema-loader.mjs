import { readFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import { buildClientSchema } from "graphql";

/** Gives the code generator the platform's schema from the packed file the dev store answers with. */
export default async function loadPlatformSchema(file) {
  const introspection = JSON.parse(gunzipSync(await readFile(file)).toString("utf8"));
  return buildClientSchema(introspection.data ?? introspection, { assumeValid: true });
}
