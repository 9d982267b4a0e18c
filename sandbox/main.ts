import { readArguments, USAGE } from "./arguments";
import { startSandbox } from "./start-sandbox";

/**
 * Runs the sandbox until SIGTERM, SIGINT, `signal` or the end of the process that started it. Answers the exit code: 0 after an
 * orderly end, 1 when it can't start, 2 for wrong words.
 */
export async function runSandbox(args: string[], signal?: AbortSignal): Promise<number> {
  const options = readArguments(args);
  if (options === "help") {
    process.stdout.write(USAGE);
    return 0;
  }
  if (typeof options === "string") {
    process.stderr.write(`${options}\n\n${USAGE}`);
    return 2;
  }
  const sandbox = await startSandbox(options).catch((error: unknown) => {
    process.stderr.write(`The sandbox can't start. ${error instanceof Error ? error.message : String(error)}\n`);
    return null;
  });
  if (sandbox === null) return 1;
  const { archiveUrl, controlUrl, oddWebUrl, oddPort, keys } = sandbox;
  // Listened to for good: Ctrl+C may come twice, from the terminal and from the process that started this one.
  const stopped = new Promise<void>((resolve) => {
    for (const event of ["SIGTERM", "SIGINT", "disconnect"] as const) process.on(event, () => resolve());
    signal?.addEventListener("abort", () => resolve());
  });
  process.stdout.write(
    [
      `Fake archive:      ${archiveUrl}   (in place of https://web.archive.org and https://archive.org)`,
      `Authorization:     LOW ${keys.accessKey}:<secret>`,
      `Control interface: ${controlUrl}`,
      `Odd web:           ${oddWebUrl}, any http(s)://<name>.odd.localhost:${oddPort}`,
      "Ctrl+C ends it.",
      "",
    ].join("\n"),
  );
  process.send?.({ ready: true, archiveUrl, controlUrl, oddWebUrl, oddPort });
  await stopped;
  await sandbox.close();
  return 0;
}

if (process.argv[1] === import.meta.filename) process.exit(await runSandbox(process.argv.slice(2)));
