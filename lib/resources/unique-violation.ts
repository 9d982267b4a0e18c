import { Prisma } from "@/prisma/generated/client";

/** Whether the database refused a second row where only one may be. Prisma's code P2002. */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002";
}
