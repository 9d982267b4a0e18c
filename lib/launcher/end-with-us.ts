import { type ChildProcess, spawn } from "node:child_process";

/** Waits for the end of its input, which is our end; then interrupts the process, if its command line still has the mark. */
const WATCH = `read -r _
case "$(ps -o args= -p "$1" 2>/dev/null || tr '\\0' ' ' < "/proc/$1/cmdline")" in *"$2"*) kill -INT "$1" ;; esac`;

/**
 * Makes a program that knows nothing of us (PostgreSQL) end when this process ends, even when it is killed: a shell of 1 MB waits for that.
 * `mark` is in its command line and proves that the number is still its own. On Windows it stays, until the next start ends it.
 */
export function endWithUs(child: ChildProcess, mark: string): void {
  if (process.platform === "win32" || child.pid === undefined) return;
  const watcher = spawn("/bin/sh", ["-c", WATCH, "holdfast-watch", String(child.pid), mark], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true, // Ctrl-C in the terminal is not for it
  });
  // Without a shell the next start does its work.
  watcher.on("error", () => undefined);
  watcher.unref();
  child.once("exit", () => watcher.kill("SIGKILL"));
}
