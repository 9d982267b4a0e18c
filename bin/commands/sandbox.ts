import type { Command } from "commander";
import { runSandbox } from "@/sandbox/main";
import { command, EXIT } from "./frame";

/** How often it is looked whether the process that started this one is still there, in ms. */
const LOOK_MS = 500;

/**
 * `holdfast sandbox`: a program of its own, with options of its own (its `--data-dir` is not Holdfast's), so it reads `words`, the
 * whole command line, itself.
 */
export function addSandboxCommand(program: Command, words: readonly string[]): void {
  program
    .command("sandbox")
    .description("run the stand-in archive.org and the odd web alone; sandbox --help shows its own options")
    .allowUnknownOption()
    .allowExcessArguments()
    .helpOption(false)
    .action(
      command(
        async () => {
          const code = await runSandbox(words.slice(words.indexOf("sandbox") + 1), startersEnd());
          return { text: "", json: undefined, exit: code === 2 ? EXIT.wrongUse : code === 0 ? EXIT.done : EXIT.failed };
        },
        { isOffline: true },
      ),
    );
}

/** Aborted when the process that started this one is gone, also when it was killed: nobody else would free the ports. */
function startersEnd(): AbortSignal {
  const controller = new AbortController();
  const starter = process.ppid;
  setInterval(() => {
    if (process.ppid !== starter) controller.abort();
  }, LOOK_MS).unref();
  return controller.signal;
}
