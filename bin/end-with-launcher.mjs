/*
 * Loaded into a part before its own program: the IPC channel may close while that is still being read, when nobody listens yet, and the part
 * would go on for ever. A part that listens itself gets a moment to end in its own way.
 */
const MOMENT_MS = 5_000;

if (process.send !== undefined && !process.connected) process.exit(0);
process.on("disconnect", () => {
  if (process.listenerCount("disconnect") === 1) process.exit(0);
  setTimeout(() => process.exit(0), MOMENT_MS).unref();
});
