/** `npx holdfast <noun> <verb>`: the command line. Thin: it parses words, calls lib and prints. */
import { log } from "@/lib/log";
import { runCommandLine } from "./commands/program";

// Answers go to standard output; log lines would mix with them.
log.level = "silent";
// `holdfast resources export | head`: whoever reads has enough.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));
await runCommandLine(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  exit: (code) => {
    process.exitCode = code;
  },
});
// The database's pool and the migration engine leave timers; the answer is out.
process.exit();
