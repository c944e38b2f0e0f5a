import { closeDatabase, databaseIsAway } from "./db.server";
import { rotateKeys } from "./key-rotation.server";

// The last step before an old master key is taken out of ENCRYPTION_KEYS (.env.example tells all of them). It ends with 0
// when everything is under the first key, with 2 when something is not, with 1 when it broke off.

try {
  const { resealed, under, unreadable, complete } = await rotateKeys();
  const names = Object.entries(under).map(([name, values]) => `${name} ${values}`);
  process.stdout.write(`sealed anew: ${resealed}\nnow under: ${names.join(", ") || "nothing is sealed"}\n`);
  if (unreadable > 0) process.stdout.write(`could not be opened and left as they are: ${unreadable}\n`);
  if (!complete) {
    process.stdout.write("Keep the old keys: not everything is under the first one.\n");
    process.exitCode = 2;
  }
} catch (error) {
  const reason = databaseIsAway(error) ? "The database cannot be reached." : (error as Error).message;
  process.stderr.write(`${reason}\nRun the same command again: what is done stays done.\n`);
  process.exitCode = 1;
} finally {
  await closeDatabase();
}
