import type { Command } from "commander";
import type { Actor } from "@/lib/actor";
import { AppError, type ErrorCode } from "@/lib/errors";
import { isDatabaseDown } from "@/lib/unexpected-error";
import { cliActor, connect } from "./connect";

/** What the shell gets: 0 done, 1 failed, 2 wrong use, 3 nothing matched. */
export const EXIT = { done: 0, failed: 1, wrongUse: 2, nothingMatched: 3 } as const;

/** What a command has to say: lines for people, or one JSON value with `--json`; no JSON when it has written its answer itself. */
export type Outcome = { text: string; json: unknown; exit?: (typeof EXIT)[keyof typeof EXIT] };

/** What a command works with. `options` are as typed; each command parses those it knows. */
export type Call = {
  args: string[];
  options: Record<string, unknown>;
  actor: Actor;
  now: Date;
  /** A line of progress, on standard error so that it never mixes with the answer. */
  say(line: string): void;
  /** A part of the answer, for those that write it as they go. */
  write(text: string): void;
};

/** Where a command's words go. Tests read them; the program writes them to its terminal. */
export type Terminal = { out(text: string): void; err(text: string): void; exit(code: number): void };

const terminals = new WeakMap<Command, Terminal>();

/** Makes the commands of this program speak to a terminal. */
export function speakTo(program: Command, terminal: Terminal): void {
  terminals.set(program, terminal);
}

function terminalOf(command: Command): Terminal {
  let root = command;
  while (root.parent) root = root.parent;
  const terminal = terminals.get(root);
  if (terminal === undefined) throw new Error("A program without a terminal.");
  return terminal;
}

const EXIT_OF: Partial<Record<ErrorCode, number>> = { INVALID: EXIT.wrongUse, NOT_FOUND: EXIT.nothingMatched };

/** Makes the action of a commander command: connects, runs, prints, and sets the exit code. `isOffline`: needs no database. */
export function command(run: (call: Call) => Promise<Outcome>, { isOffline = false }: { isOffline?: boolean } = {}) {
  return async (...given: unknown[]): Promise<void> => {
    const self = given.at(-1) as Command;
    const terminal = terminalOf(self);
    const options = self.optsWithGlobals<Record<string, unknown>>();
    const say = (line: string) => terminal.err(`${line}\n`);
    try {
      if (!isOffline) await connect(typeof options.dataDir === "string" ? options.dataDir : undefined);
      const call = { args: self.args, options, actor: cliActor(), now: new Date(), say, write: terminal.out };
      const outcome = await run(call);
      const isJson = options.json === true && outcome.json !== undefined;
      const answer = isJson ? JSON.stringify(outcome.json, null, 2) : outcome.text;
      if (answer !== "") terminal.out(`${answer}\n`);
      terminal.exit(outcome.exit ?? EXIT.done);
    } catch (error) {
      say(sentenceOf(error, options));
      terminal.exit(error instanceof AppError ? (EXIT_OF[error.code] ?? EXIT.failed) : EXIT.failed);
    }
  };
}

function sentenceOf(error: unknown, options: Record<string, unknown>): string {
  if (error instanceof AppError) {
    const fields = Object.entries(error.fields ?? {});
    // The sentence of a single field is the message already.
    const more = fields.length === 1 ? [] : fields.map(([name, sentence]) => `  ${name}: ${sentence}`);
    return inOptionWords([error.message, ...more].join("\n"), options);
  }
  if (isDatabaseDown(error)) return "The database doesn't answer. Is Holdfast running? Start it with npm start.";
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** `expiresInDays must be …` as `--expires-in-days must be …`, when that option was typed. */
function inOptionWords(text: string, options: Record<string, unknown>): string {
  return text.replace(/^(\s*)(\w+)(?= must | is missing|: )/gm, (words, space: string, name: string) =>
    name in options ? `${space}--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}` : words,
  );
}

/** Rows as columns that line up; nothing for no rows. */
export function tableText(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, cell.length);
  }
  return rows
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
