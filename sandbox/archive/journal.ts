import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import path from "node:path";
import { type Entry, EntrySchema } from "./entries";

/**
 * JSON lines on disk, one per change. Written before the answer leaves, so that a killed program knows after its restart what
 * it told its clients. Without a directory it keeps nothing.
 */
export class Journal {
  readonly #file: string | null;
  readonly #longAfter: number;
  #descriptor: number | null = null;
  #appended = 0;

  /** `longAfter`: lines since the last rewriting after which the file is worth rewriting; 200,000 are about 100 MB. */
  constructor(dataDir: string | null, longAfter = 200_000) {
    this.#longAfter = longAfter;
    this.#file = dataDir === null ? null : path.join(dataDir, "archive.jsonl");
    if (dataDir !== null) mkdirSync(dataDir, { recursive: true });
  }

  /** All entries of the file, in order. A last line that a kill cut short is left out; any other broken line throws. */
  read(): Entry[] {
    if (this.#file === null || !existsSync(this.#file)) return [];
    const lines = readFileSync(this.#file, "utf8").split("\n");
    // What follows the last line feed is empty, or a line that was never finished.
    return lines.slice(0, -1).map((line, index) => {
      const entry = EntrySchema.safeParse(parseLine(line));
      if (entry.success) return entry.data;
      throw new Error(`Line ${index + 1} of ${this.#file} is not of this sandbox. Move the file away and start again.`);
    });
  }

  /** Replaces the file by these entries, in one step, and goes on after them. */
  rewrite(entries: readonly Entry[]): void {
    if (this.#file === null) return;
    this.close();
    writeFileSync(`${this.#file}.new`, linesOf(entries));
    renameSync(`${this.#file}.new`, this.#file);
    this.#descriptor = openSync(this.#file, "a");
    this.#appended = 0;
  }

  /** Whether so much was appended that most of it is likely to be outdated. */
  get isLong(): boolean {
    return this.#appended >= this.#longAfter;
  }

  /** Appends the entries in one write: a kill leaves all of them or none, never a job without its captures. */
  append(entries: readonly Entry[]): void {
    if (this.#descriptor === null) return;
    writeSync(this.#descriptor, linesOf(entries));
    this.#appended += entries.length;
  }

  close(): void {
    if (this.#descriptor !== null) closeSync(this.#descriptor);
    this.#descriptor = null;
  }
}

function linesOf(entries: readonly Entry[]): string {
  return entries.map((entry) => `${JSON.stringify(entry)}\n`).join("");
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
