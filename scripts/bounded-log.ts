import { closeSync, mkdirSync, openSync, renameSync, statSync, writeSync } from "node:fs";
import path from "node:path";

const limit = 5 * 1024 * 1024;
const keptLines = 25;

/** A log file that never grows beyond twice 5 MB, and the last lines of it in memory. */
export class BoundedLog {
  readonly file: string;
  readonly last: string[] = [];
  #descriptor: number;
  #size: number;

  constructor(file: string) {
    this.file = file;
    mkdirSync(path.dirname(file), { recursive: true });
    this.#descriptor = openSync(file, "a", 0o600);
    this.#size = statSync(file).size;
  }

  write(line: string): void {
    this.last.push(line);
    if (this.last.length > keptLines) this.last.shift();
    this.#size += writeSync(this.#descriptor, `${line}\n`);
    if (this.#size < limit) return;
    closeSync(this.#descriptor);
    renameSync(this.file, `${this.file}.1`);
    this.#descriptor = openSync(this.file, "a", 0o600);
    this.#size = 0;
  }
}
