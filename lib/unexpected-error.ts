import { log } from "@/lib/log";
import { randomId } from "@/lib/row-id";

/** What a person is shown for anything that isn't an AppError. `id` finds the cause in the log. */
export type UnexpectedError = { id: string; isDatabaseDown: boolean; message: string };

/** Logs a bug or an outage with a number that people can quote; its own words stay in the log. */
export function reportUnexpected(error: unknown, context: Record<string, string>): UnexpectedError {
  const id = randomId(8);
  const isDown = isDatabaseDown(error);
  log.error({ err: error, errorId: id, ...context }, isDown ? "The database doesn't answer." : "An unexpected error.");
  const message = isDown
    ? "The database doesn't answer. Nothing was changed; try again in a minute."
    : `That did not work, and the fault is ours. Try again; if it stays, tell an admin this number: ${id}.`;
  return { id, isDatabaseDown: isDown, message };
}

/** Prisma 7 with a driver adapter: unreachable, timed out, closed, no free connection. Codes: prisma.io/docs, error reference. */
const DOWN_CODES = new Set([
  "P1001",
  "P1002",
  "P1008",
  "P1017",
  "P2024",
  "ECONNREFUSED",
  "ECONNRESET",
  "57P01",
  "57P03",
  "53300",
]);
const DOWN_KINDS = new Set(["DatabaseNotReachable", "SocketTimeout", "ConnectionClosed", "TooManyConnections"]);

/** Whether an error, or what caused it, says that the database can't be reached. */
export function isDatabaseDown(error: unknown): boolean {
  for (let at = error, depth = 0; typeof at === "object" && at !== null && depth < 5; depth++) {
    const { code, kind, cause } = at as { code?: unknown; kind?: unknown; cause?: unknown };
    if (DOWN_CODES.has(String(code)) || DOWN_KINDS.has(String(kind))) return true;
    at = cause;
  }
  return false;
}
