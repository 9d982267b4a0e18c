import { Command, CommanderError } from "commander";
import { version } from "../read-options.mjs";
import { addCheckCommand } from "./checks";
import { EXIT, speakTo, type Terminal } from "./frame";
import { addOperationCommands } from "./operations";
import { addPeopleCommands } from "./people";
import { addResourceCommands } from "./resources";
import { addSandboxCommand } from "./sandbox";
import { addSettingCommands } from "./settings";
import { addSnapshotCommands } from "./snapshots";

/** Runs one command line (without the program's name); its words and its exit code go to the terminal. */
export async function runCommandLine(words: readonly string[], terminal: Terminal): Promise<void> {
  const holdfast = new Command("holdfast")
    .description("Watches web resources, keeps them in web archives.")
    .version(version(), "--version", "show the version")
    .option("--data-dir <dir>", "the data directory of the Holdfast to talk to (default: .holdfast, or DATABASE_URL)")
    .option("--json", "answer in JSON")
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
    .showHelpAfterError("Add --help to see how it is used.")
    .exitOverride();
  speakTo(holdfast, terminal);
  addResourceCommands(holdfast);
  addCheckCommand(holdfast);
  addSnapshotCommands(holdfast);
  addPeopleCommands(holdfast);
  addSettingCommands(holdfast);
  addOperationCommands(holdfast);
  addSandboxCommand(holdfast, words);
  try {
    await holdfast.parseAsync(words, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    terminal.exit(error.exitCode === 0 ? EXIT.done : EXIT.wrongUse);
  }
}
