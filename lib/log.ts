import pino from "pino";
import { env } from "@/lib/env";

/** One JSON line per event on standard output. Secrets are cut by name wherever they sit. */
export const log = pino({
  level: env().LOG_LEVEL,
  base: undefined,
  timestamp: pino.stdTimeFunctions.isoTime,
  redact: {
    paths: [
      "authorization",
      "cookie",
      "password",
      "secret",
      "token",
      "headers.authorization",
      "headers.cookie",
      "*.authorization",
      "*.cookie",
      "*.password",
      "*.secret",
      "*.token",
    ],
    censor: "[cut]",
  },
});
