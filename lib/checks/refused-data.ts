import { Prisma } from "@/prisma/generated/client";

/**
 * Whether the database refused what it was given, rather than failed: SQLSTATE classes 22 (data exception) and 23 (integrity constraint),
 * postgresql.org/docs/18/errcodes-appendix.html. Prisma reports those of raw statements as P2010.
 */
export function isRefusedData(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false;
  return error.code === "P2010" && /^2[23]/.test(sqlState(error.meta));
}

function sqlState(meta: unknown): string {
  const cause = field(field(meta, "driverAdapterError"), "cause");
  const code = field(cause, "originalCode");
  return typeof code === "string" ? code : "";
}

function field(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}
