import pino from "pino";
import { environmentOptions } from "./options";
import { type Engine, startEngine } from "./start-engine";

/**
 * The engine as a process of its own. SIGTERM and SIGINT drain it, or end it at once while it starts; when its launcher has died it ends at
 * once. What was under way resumes at the next start.
 */
const log = pino({
  base: undefined,
  timestamp: pino.stdTimeFunctions.isoTime,
  serializers: { error: pino.stdSerializers.err },
});

/** A database that no longer answers must not hold up the end: so long after the drain, it is over. */
const GRACE_MS = 3_000;

try {
  process.once("disconnect", () => process.exit(0));
  // The channel may have closed while this program was being read.
  if (process.send !== undefined && !process.connected) process.exit(0);
  let engine: Engine | undefined;
  const options = environmentOptions();
  const stop = () => {
    if (engine === undefined) process.exit(0);
    log.info("the engine stops");
    setTimeout(() => process.exit(1), options.drainMs + GRACE_MS).unref();
    void engine.close().then(() => process.exit(0));
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
  log.level = options.logLevel;
  engine = await startEngine(options, { log });
  log.info({ url: engine.url }, "the engine listens");
  process.send?.({ ready: true, url: engine.url });
} catch (error) {
  log.fatal(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
