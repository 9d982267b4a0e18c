/** Loaded before a program that knows nothing of us: when the launcher is killed, its IPC channel closes, and the program ends too. */
process.on("disconnect", () => process.exit(0));
