import pino from "pino";
import { environmentOptions } from "./options";
import { startEngine } from "./start-engine";

/** The engine as a process of its own. SIGTERM and SIGINT drain it; when its launcher has died it ends at once and resumes later. */
const log = pino({
  base: undefined,
  timestamp: pino.stdTimeFunctions.isoTime,
  serializers: { error: pino.stdSerializers.err },
});

try {
  process.once("disconnect", () => process.exit(0));
  const options = environmentOptions();
  log.level = options.logLevel;
  const engine = await startEngine(options, { log });
  const stop = () => {
    log.info("the engine stops");
    void engine.close().then(() => process.exit(0));
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
  log.info({ url: engine.url }, "the engine listens");
  process.send?.({ ready: true, url: engine.url });
} catch (error) {
  log.fatal(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
